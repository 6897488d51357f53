using System.Diagnostics.Metrics;

namespace CityOps.EventLog.Progress;

/// <summary>What every consumer of the log counts, by group and topic. Meter <c>CityOps.Consumers</c>.</summary>
public sealed class ConsumerMetrics
{
    public const string Meter = "CityOps.Consumers";

    private readonly Counter<long> _rows;
    private readonly Counter<long> _batches;
    private readonly Histogram<long> _batchRows;

    public ConsumerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Meter);
        _rows = meter.CreateCounter<long>("cityops.consumer.rows", "{row}", "Rows (of a stream processor or of casework: messages) that have taken effect.");
        _batches = meter.CreateCounter<long>("cityops.consumer.batches", "{batch}", "Batches that have taken effect.");
        _batchRows = meter.CreateHistogram(
            "cityops.consumer.batch_rows",
            "{row}",
            "Rows a batch.",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 10, 100, 1_000, 10_000, 50_000, 100_000, 250_000, 500_000, 1_000_000] });
    }

    public void Done(string group, string topic, long rows)
    {
        KeyValuePair<string, object?> byGroup = new("group", group);
        KeyValuePair<string, object?> byTopic = new("topic", topic);
        _rows.Add(rows, byGroup, byTopic);
        _batches.Add(1, byGroup, byTopic);
        _batchRows.Record(rows, byGroup, byTopic);
    }
}
