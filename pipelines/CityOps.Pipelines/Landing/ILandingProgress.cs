using CityOps.EventLog;
using CityOps.EventLog.Progress;

namespace CityOps.Pipelines.Landing;

/// <summary>How far landing has come: for <c>replay --wait</c>, for operators, for tests.</summary>
public interface ILandingProgress
{
    /// <summary>Every partition of every topic that lands, from the checkpoints and the log, whichever process lands it.</summary>
    ValueTask<IReadOnlyList<LandingPosition>> PositionsAsync(CancellationToken cancellationToken);

    /// <summary>Returns once everything that the topic held when this was called is landed, derived tables included; at once for a topic that nobody lands.</summary>
    /// <param name="progress">Told the positions of the topic from time to time.</param>
    /// <exception cref="LandingStoppedException">A partition stands still and will not go on by itself.</exception>
    Task WaitAsync(string topic, IProgress<IReadOnlyList<LandingPosition>>? progress, CancellationToken cancellationToken);
}

/// <param name="NextOffset">Everything before it is landed.</param>
/// <param name="EndOffset">One past the last message.</param>
/// <param name="LagRows">How many rows wait, estimated from the rows a message held so far in this process (exact only at 0).</param>
/// <param name="LagSeconds">Age of what waits; 0 when nothing does or another process lands it.</param>
/// <param name="Rows">Rows that this process has landed since it took the partition over.</param>
/// <param name="State">How it fares, in this process.</param>
/// <param name="Reason">Why it is retrying, slow or stopped.</param>
public sealed record LandingPosition(
    TopicPartition Partition,
    long NextOffset,
    long EndOffset,
    long LagRows,
    double LagSeconds,
    long Rows,
    PartitionState State,
    string? Reason)
{
    public long LagMessages => Math.Max(0, EndOffset - NextOffset);
}

/// <summary>A partition stands still; the message says which and why.</summary>
public sealed class LandingStoppedException(string message) : Exception(message);
