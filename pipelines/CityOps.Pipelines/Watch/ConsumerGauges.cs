using System.Diagnostics.Metrics;
using CityOps.EventLog.Progress;

namespace CityOps.Pipelines.Watch;

/// <summary>Shows the consumers' positions as metrics, on the meter <c>CityOps.Consumers</c>.</summary>
internal static class ConsumerGauges
{
    public static void Add(IMeterFactory meters, Func<IReadOnlyList<ConsumerPosition>> positions, Func<IReadOnlyDictionary<string, long>> bufferedBytes)
    {
        var meter = meters.Create(ConsumerMetrics.Meter);
        meter.CreateObservableGauge("cityops.consumer.lag_messages", () => Of(positions(), p => p.LagMessages), "{message}", "Messages that wait.");
        meter.CreateObservableGauge("cityops.consumer.lag_rows", () => Of(positions(), p => p.LagRows), "{row}", "Rows that wait, estimated from the rows a message held so far.");
        meter.CreateObservableGauge("cityops.consumer.lag_seconds", () => Of(positions().Where(p => p.LagSeconds is not null), p => p.LagSeconds!.Value), "s", "Age of what waits.");
        meter.CreateObservableGauge("cityops.consumer.rows_per_second", () => Of(positions(), p => p.RowsPerSecond), "{row}/s", "Rows a second over about the last half minute.");
        meter.CreateObservableGauge("cityops.consumer.state", () => Of(positions(), p => (long)p.State), "{state}", "0 running, 1 retrying, 2 slow, 3 stopped, 4 worked on elsewhere.");
        meter.CreateObservableCounter("cityops.consumer.retries", () => Of(positions(), p => p.Retries), "{attempt}", "Attempts that failed and were repeated.");
        meter.CreateObservableGauge(
            "cityops.consumer.buffered_bytes",
            () => bufferedBytes().Select(b => new Measurement<long>(b.Value, new KeyValuePair<string, object?>("group", b.Key))),
            "By",
            "Bytes read from the log that no worker has taken yet.");
    }

    private static IEnumerable<Measurement<T>> Of<T>(IEnumerable<ConsumerPosition> positions, Func<ConsumerPosition, T> value)
        where T : struct =>
        positions.Select(p => new Measurement<T>(
            value(p), new("group", p.Group), new("topic", p.Partition.Topic), new KeyValuePair<string, object?>("partition", p.Partition.Partition)));
}
