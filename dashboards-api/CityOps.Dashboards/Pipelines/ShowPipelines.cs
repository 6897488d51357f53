using CityOps.Dashboards.Auth;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Watch;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Pipelines;

/// <summary>Shows how every consumer of the log fares: landing, stream processors, casework. What <c>cityops status</c> prints.</summary>
internal static class ShowPipelines
{
    // Where the log does not answer within it, what was last known has to do.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <param name="Settled">Nothing waits anywhere, as far as known; false while something is away.</param>
    /// <param name="SampledAt">When positions were last compared with the ends of the log; null where they never were.</param>
    /// <param name="SampleAgeSeconds">How old that is: well below a second unless the log does not answer.</param>
    /// <param name="Outages">What everybody waits for, such as brokers or room on the disk.</param>
    internal sealed record Answer(
        bool Settled, DateTimeOffset? SampledAt, double? SampleAgeSeconds, IReadOnlyList<Outage> Outages, IReadOnlyList<GroupFigures> Groups, IReadOnlyList<Position> Partitions);

    /// <param name="LagSeconds">Of the partition that is furthest behind.</param>
    /// <param name="BufferedBytes">Read by this process and not yet taken by a worker.</param>
    internal sealed record GroupFigures(
        string Group, long LagMessages, long LagRows, double LagSeconds, double RowsPerSecond, long Retries, long BufferedBytes, PartitionState State);

    /// <param name="NextOffset">Everything before it has taken effect.</param>
    /// <param name="EndOffset">One past the last message.</param>
    /// <param name="LagRows">How many rows wait; exact only at 0.</param>
    /// <param name="LagSeconds">Age of what waits; null where it is not known.</param>
    /// <param name="LagSecondsUnknown">Why <paramref name="LagSeconds"/> is not known.</param>
    /// <param name="Reason">Why it is retrying, slow or stopped.</param>
    internal sealed record Position(
        string Group, string Topic, int Partition, long NextOffset, long EndOffset, long LagMessages, long LagRows, double? LagSeconds, string? LagSecondsUnknown, long Rows, double RowsPerSecond,
        long LastBatchRows, long Retries, PartitionState State, string? Reason);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/pipelines", HandleAsync).RequireAuthorization(Policies.PipelinesRead)
            .WithSummary("How every consumer of the log fares: lag, rates, retries, state.").WithTags("Pipelines").Produces<Answer>();

    private static async Task<Ok<Answer>> HandleAsync([FromServices] ConsumerWatch watch, [FromServices] TimeProvider time, CancellationToken cancellationToken)
    {
        var sample = await watch.LookAsync(Patience, cancellationToken);
        var buffered = watch.BufferedBytes();
        var groups = sample.Positions.GroupBy(p => p.Group, StringComparer.Ordinal).Select(g => FiguresOf(g.Key, [.. g], buffered.GetValueOrDefault(g.Key))).ToList();
        var age = sample.At is { } at ? Math.Round(Math.Max(0, (time.GetUtcNow() - at).TotalSeconds), 1) : (double?)null;
        return TypedResults.Ok(new Answer(sample.IsSettled, sample.At, age, sample.Outages, groups, [.. sample.Positions.Select(Of)]));
    }

    private static GroupFigures FiguresOf(string group, IReadOnlyList<ConsumerPosition> positions, long bufferedBytes) => new(
        group,
        positions.Sum(p => p.LagMessages),
        positions.Sum(p => p.LagRows),
        positions.Max(p => p.LagSeconds ?? 0),
        positions.Sum(p => p.RowsPerSecond),
        positions.Sum(p => p.Retries),
        bufferedBytes,
        WorstOf(positions));

    // Whoever stands still matters most; what others work on says nothing of this process.
    private static PartitionState WorstOf(IReadOnlyList<ConsumerPosition> positions)
    {
        PartitionState[] worstFirst = [PartitionState.Stopped, PartitionState.Retrying, PartitionState.Slow, PartitionState.Running];
        return worstFirst.Cast<PartitionState?>().FirstOrDefault(state => positions.Any(p => p.State == state)) ?? PartitionState.Elsewhere;
    }

    private static Position Of(ConsumerPosition p) => new(
        p.Group, p.Partition.Topic, p.Partition.Partition, p.NextOffset, p.EndOffset, p.LagMessages, p.LagRows, p.LagSeconds, p.AgeUnknown, p.Rows, p.RowsPerSecond,
        p.LastBatchRows, p.Retries, p.State, p.Reason);
}
