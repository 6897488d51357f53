using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.EventLog.Progress;

/// <summary>Degraded while the log cannot be read or work is being retried or is slow, unhealthy while a partition stands still; the figures go along.</summary>
public static class PartitionHealth
{
    /// <param name="reader">Why the log cannot be read at present, or null where it can.</param>
    public static HealthCheckResult Of(IReadOnlyCollection<PartitionStatus> partitions, long bufferedBytes, ReaderFailure? reader = null)
    {
        var figures = FiguresOf(partitions, bufferedBytes);
        if (partitions.FirstOrDefault(p => p.State is PartitionState.Stopped) is { } stopped)
        {
            return HealthCheckResult.Unhealthy($"{stopped.Partition} stands still: {stopped.Reason}.", data: figures);
        }

        if (reader is not null)
        {
            return HealthCheckResult.Degraded(TextOf(reader, partitions), data: figures);
        }

        return partitions.FirstOrDefault(p => p.State is PartitionState.Retrying or PartitionState.Slow) switch
        {
            { State: PartitionState.Retrying } retrying => HealthCheckResult.Degraded($"{retrying.Partition} is being retried: {retrying.Reason}", data: figures),
            { } slow => HealthCheckResult.Degraded($"{slow.Partition} is slow: {slow.Reason}.", data: figures),
            null => HealthCheckResult.Healthy(data: figures),
        };
    }

    // What waits can be learnt from the log alone, so while it is away the last that was known of it has to do, and says how old it is. A cluster that goes away may take the partitions first: then it is of those that were held.
    private static string TextOf(ReaderFailure reader, IReadOnlyCollection<PartitionStatus> partitions)
    {
        var read = reader.LastRead is { } at ? $"last read at {at.UtcDateTime:u}" : "not read yet by this process";
        var seen = partitions.Where(p => p.EndSeenAt is not null).ToList();
        var held = seen.FindAll(p => p.State is not PartitionState.Elsewhere);
        var own = held.Count > 0 ? held : seen;
        var lag = own.Count == 0 ? "how much waits is not known" : $"{own.Sum(LagOf)} messages waited at {own.Max(p => p.EndSeenAt)!.Value.UtcDateTime:u}";
        return string.Create(CultureInfo.InvariantCulture, $"The log cannot be read since {reader.Since.UtcDateTime:u} ({reader.Reason}); {read}, {lag}.");
    }

    private static long LagOf(PartitionStatus partition) => Math.Max(0, partition.EndOffset - partition.NextOffset);

    private static Dictionary<string, object> FiguresOf(IReadOnlyCollection<PartitionStatus> partitions, long bufferedBytes)
    {
        var own = partitions.Where(p => p.State is not PartitionState.Elsewhere).ToList();
        return new(StringComparer.Ordinal)
        {
            ["partitions"] = own.Count,
            ["lag_messages"] = own.Sum(LagOf),
            ["lag_seconds"] = own.Select(p => p.LagSeconds ?? 0).DefaultIfEmpty().Max(),
            ["rows_per_second"] = own.Sum(p => p.RowsPerSecond),
            ["retries"] = own.Sum(p => p.Failures),
            ["buffered_bytes"] = bufferedBytes,
        };
    }
}
