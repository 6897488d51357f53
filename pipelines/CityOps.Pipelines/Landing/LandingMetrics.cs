using System.Diagnostics.Metrics;

namespace CityOps.Pipelines.Landing;

/// <summary>Counters of the landing, on the meter <c>CityOps.Pipelines</c>.</summary>
public sealed class LandingMetrics
{
    private readonly Counter<long> _rows;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _deadLetters;
    private readonly Histogram<long> _batchRows;

    public LandingMetrics(IMeterFactory meters, LandingStatus status)
    {
        var meter = meters.Create(PipelineMetrics.Meter);
        _rows = meter.CreateCounter<long>("cityops.landing.rows", "{row}", "Rows landed.");
        _batches = meter.CreateCounter<long>("cityops.landing.batches", "{batch}", "Batches landed.");
        _deadLetters = meter.CreateCounter<long>("cityops.landing.dead_letters", "{row}", "Messages and rows that could not be landed.");
        _batchRows = meter.CreateHistogram<long>("cityops.landing.batch_rows", "{row}", "Rows a batch.");
        meter.CreateObservableCounter("cityops.landing.retries", () => status.Partitions.Select(p => new Measurement<long>(p.Failures, Tags(p))), "{attempt}", "Failed attempts that were repeated.");
        meter.CreateObservableGauge("cityops.landing.lag_seconds", () => status.Partitions.Select(p => new Measurement<double>(p.LagSeconds, Tags(p))), "s", "Age of the newest landed message while more wait.");
    }

    public void Landed(string topic, long rows, int deadLetters)
    {
        var tag = new KeyValuePair<string, object?>("topic", topic);
        _rows.Add(rows, tag);
        _batches.Add(1, tag);
        _batchRows.Record(rows, tag);
        if (deadLetters > 0)
        {
            _deadLetters.Add(deadLetters, tag);
        }
    }

    private static KeyValuePair<string, object?>[] Tags(PartitionStatus partition) =>
        [new("topic", partition.Partition.Topic), new("partition", partition.Partition.Partition)];
}
