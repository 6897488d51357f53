using System.Diagnostics.Metrics;

namespace CityOps.EventLog;

/// <summary>What every event log counts. Meter <c>CityOps.EventLog</c>.</summary>
internal sealed class EventLogMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _records;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _latency;
    private readonly Histogram<int> _group;

    public EventLogMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("CityOps.EventLog");
        _records = _meter.CreateCounter<long>("cityops.eventlog.appends", "{record}", "Records that became durable.");
        _bytes = _meter.CreateCounter<long>("cityops.eventlog.append_bytes", "By", "Bytes of key and value that became durable.");
        _failures = _meter.CreateCounter<long>("cityops.eventlog.append_failures", "{append}", "Appends that failed.");
        _latency = _meter.CreateHistogram<double>("cityops.eventlog.append_latency", "s", "From the call to durability.");
        _group = _meter.CreateHistogram<int>("cityops.eventlog.commit_group", "{append}", "Appends that shared one synced write.");
    }

    public void Appended(string topic, int records, long bytes, TimeSpan latency)
    {
        var tag = new KeyValuePair<string, object?>("topic", topic);
        _records.Add(records, tag);
        _bytes.Add(bytes, tag);
        _latency.Record(latency.TotalSeconds, tag);
    }

    public void Failed(string topic) => _failures.Add(1, new KeyValuePair<string, object?>("topic", topic));

    public void Committed(int appends) => _group.Record(appends);

    public void Dispose() => _meter.Dispose();
}
