namespace CityOps.EventLog.Progress;

/// <summary>How far a consumer of the log has come. Each consumer adds its own; whoever shows progress takes all there are.</summary>
public interface IConsumerProgress
{
    /// <summary>Every partition of every topic the consumer follows, whichever process works on it.</summary>
    ValueTask<IReadOnlyList<ConsumerPosition>> PositionsAsync(CancellationToken cancellationToken);

    /// <summary>Bytes that this process has read for the consumer and no worker has taken yet, by group.</summary>
    IReadOnlyDictionary<string, long> BufferedBytes { get; }
}

/// <summary>Where one group stands in one partition.</summary>
/// <param name="NextOffset">Everything before it has taken effect.</param>
/// <param name="EndOffset">One past the last message.</param>
/// <param name="LagRows">How many rows wait, estimated from the rows a message held so far in this process (exact only at 0).</param>
/// <param name="LagSeconds">Age of what waits; 0 when nothing does, null when another process works on it.</param>
/// <param name="Rows">Rows done since this process took the partition over.</param>
/// <param name="RowsPerSecond">Over about the last half minute.</param>
/// <param name="LastBatchRows">Rows of the last batch.</param>
/// <param name="Retries">Attempts that failed and were repeated, since this process started.</param>
/// <param name="Reason">Why it is retrying, slow or stopped.</param>
public sealed record ConsumerPosition(
    string Group,
    TopicPartition Partition,
    long NextOffset,
    long EndOffset,
    long LagRows,
    double? LagSeconds,
    long Rows,
    double RowsPerSecond,
    long LastBatchRows,
    long Retries,
    PartitionState State,
    string? Reason)
{
    public long LagMessages => Math.Max(0, EndOffset - NextOffset);

    /// <param name="nextOffset">From the checkpoint; null where there is none yet.</param>
    /// <param name="own">How this process fares on it; null where it never had it.</param>
    public static ConsumerPosition Of(string group, TopicPartition partition, long? nextOffset, LogOffsets offsets, PartitionStatus? own)
    {
        own?.Seen(offsets.End);

        // A place beyond the end is of another log: of this one everything waits.
        var next = nextOffset is { } known && known <= offsets.End ? known : offsets.Earliest;
        var waiting = Math.Max(0, offsets.End - next);
        var mine = own is { State: not PartitionState.Elsewhere };
        return new ConsumerPosition(
            group,
            partition,
            next,
            offsets.End,
            (long)Math.Ceiling(waiting * (own?.RowsPerMessage ?? 1)),
            waiting == 0 ? 0 : mine && (nextOffset ?? 0) <= offsets.End ? own!.LagSeconds : null,
            own?.Rows ?? 0,
            mine ? own!.RowsPerSecond : 0,
            own?.LastBatchRows ?? 0,
            own?.Failures ?? 0,
            own?.State ?? PartitionState.Elsewhere,
            own?.Reason);
    }
}
