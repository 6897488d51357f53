namespace CityOps.EventLog.Progress;

/// <summary>Where one group stands in one partition.</summary>
/// <param name="NextOffset">Everything before it has taken effect.</param>
/// <param name="EndOffset">One past the last message.</param>
/// <param name="LagRows">How many rows wait, estimated from the rows a message held so far in this process (exact only at 0).</param>
/// <param name="LagSeconds">Age of what waits; 0 when nothing does, null where it is not known: <see cref="AgeUnknown"/> says why.</param>
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

    /// <summary>Why <see cref="LagSeconds"/> is not known; null where it is.</summary>
    public string? AgeUnknown { get; init; }

    /// <param name="nextOffset">From the checkpoint; null where there is none yet.</param>
    /// <param name="own">How this process fares on it; null where it never had it.</param>
    public static ConsumerPosition Of(string group, TopicPartition partition, long? nextOffset, LogOffsets offsets, PartitionStatus? own)
    {
        own?.Seen(offsets.End);

        // A place beyond the end is of another log: of this one everything waits.
        var isOfThisLog = (nextOffset ?? 0) <= offsets.End;
        var next = isOfThisLog && nextOffset is { } known ? known : offsets.Earliest;
        var waiting = Math.Max(0, offsets.End - next);
        var mine = own is { State: not PartitionState.Elsewhere };
        var age = waiting == 0 ? 0 : mine && isOfThisLog ? own!.LagSeconds : null;
        return new ConsumerPosition(
            group,
            partition,
            next,
            offsets.End,
            (long)Math.Ceiling(waiting * (own?.RowsPerMessage ?? 1)),
            age,
            own?.Rows ?? 0,
            mine ? own!.RowsPerSecond : 0,
            own?.LastBatchRows ?? 0,
            own?.Failures ?? 0,
            own?.State ?? PartitionState.Elsewhere,
            own?.Reason)
        {
            AgeUnknown = age is not null ? null
                : !mine ? "this process does not work on it"
                : !isOfThisLog ? "its checkpoint is of another log"
                : "nothing of what waits was read yet",
        };
    }

    /// <summary>The same with what this process knows by now, where the log was not asked again.</summary>
    /// <param name="own">How it fares; null where it never had it, and then nothing more is known.</param>
    public ConsumerPosition Now(PartitionStatus? own) => own is null or { State: PartitionState.Elsewhere } ? this : this with
    {
        NextOffset = own.NextOffset <= EndOffset ? Math.Max(NextOffset, own.NextOffset) : NextOffset,
        LagSeconds = LagMessages > 0 && LagSeconds is not null ? own.LagSeconds : LagSeconds,
        Rows = own.Rows,
        RowsPerSecond = own.RowsPerSecond,
        LastBatchRows = own.LastBatchRows,
        Retries = own.Failures,
        State = own.State,
        Reason = own.Reason,
    };
}
