using System.Diagnostics.Metrics;

namespace CityOps.Ingest.Bridge;

/// <summary>Counters of the bridges, on the meter <c>CityOps.Ingest</c>. Tags are names of topics, never values.</summary>
internal sealed class BridgeMetrics
{
    private readonly Counter<long> _messages;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _rejected;

    public BridgeMetrics(IMeterFactory meters, BridgeStatus status)
    {
        var meter = meters.Create("CityOps.Ingest");
        _messages = meter.CreateCounter<long>("cityops.bridge.messages", "{message}", "Messages taken in");
        _rows = meter.CreateCounter<long>("cityops.bridge.rows", "{row}", "Rows made durable");
        _rejected = meter.CreateCounter<long>("cityops.bridge.rejected", "{row}", "Rows and unreadable messages dead-lettered");
        meter.CreateObservableGauge(
            "cityops.bridge.lag",
            () => status.All.Select(p => new Measurement<long>(p.Lag, new("topic", p.Partition.Topic), new("partition", p.Partition.Partition))),
            "{message}",
            "Messages that are not taken in yet, as of the last look");
    }

    public void Taken(string topic, int messages, long rows, long rejected)
    {
        var tag = new KeyValuePair<string, object?>("topic", topic);
        _messages.Add(messages, tag);
        _rows.Add(rows, tag);
        _rejected.Add(rejected, tag);
    }
}
