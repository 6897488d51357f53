using CityOps.EventLog;

namespace CityOps.Pipelines.Checkpoints;

/// <summary>
/// Where the progress of every consumer group is kept. Each call takes effect whole or not at all, and is on disk when it returns. It knows nothing of what the consumers do;
/// see docs/decisions/0003-exactly-once-effects.md for the protocol they follow. Every call may throw a <see cref="System.Data.Common.DbException"/>
/// while the database is away: nothing may be assumed about the write then, and doing it again is safe.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>Brings the store's schema up to date; the first call of any other method does it too. Safe to call again, and from several processes.</summary>
    ValueTask MigrateAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes the caller the owner of a group's partition: every earlier owner's writes fail from here on. The first takeover of a
    /// partition records <paramref name="logId"/> and starts at <paramref name="earliest"/>; later ones return what is recorded.
    /// </summary>
    /// <param name="earliest">The first offset the log holds.</param>
    ValueTask<Checkpoint> TakeOverAsync(string group, TopicPartition partition, string logId, long earliest, CancellationToken cancellationToken);

    /// <summary>Records that everything up to <paramref name="pending"/> is about to take effect. Called before the first of its effects.</summary>
    ValueTask<CheckpointWrite> PersistPendingAsync(CheckpointOwner owner, PendingRange pending, CancellationToken cancellationToken);

    /// <summary>Records that everything before <paramref name="nextOffset"/> has taken effect, and that nothing is pending.</summary>
    /// <param name="state">The new state, or null to leave the one recorded. May be read until another call for this partition ends, also where this one was given up.</param>
    ValueTask<CheckpointWrite> AdvanceAsync(CheckpointOwner owner, long nextOffset, ReadOnlyMemory<byte>? state, CancellationToken cancellationToken);

    /// <summary>All checkpoints, without their states.</summary>
    ValueTask<IReadOnlyList<CheckpointSummary>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Forgets a group's progress in a partition, so that it starts at the earliest offset again: what an operator does after a log was lost.</summary>
    ValueTask ForgetAsync(string group, TopicPartition partition, CancellationToken cancellationToken);
}

/// <summary>The right to write one group's checkpoint of one partition, until somebody else takes over.</summary>
/// <param name="Epoch">Counts the takeovers of the partition, from 1; only the highest one may write.</param>
public sealed record CheckpointOwner(string Group, TopicPartition Partition, long Epoch);

/// <summary>What is about to take effect.</summary>
/// <param name="To">One past the last offset that is about to take effect; the first one is the checkpoint's next offset.</param>
/// <param name="Plan">What else must be the same when it is done again (a processor's reference offsets), or empty.</param>
public sealed record PendingRange(long To, ReadOnlyMemory<byte> Plan);

/// <summary>Where a group goes on in a partition.</summary>
/// <param name="LogId">The log that the offsets belong to.</param>
/// <param name="NextOffset">Everything before it has taken effect.</param>
/// <param name="Pending">What may have taken effect, wholly or in part, and must be done again; null where nothing is.</param>
/// <param name="State">The consumer's state as of <paramref name="NextOffset"/>; empty at the beginning.</param>
public sealed record Checkpoint(CheckpointOwner Owner, string LogId, long NextOffset, PendingRange? Pending, ReadOnlyMemory<byte> State)
{
    /// <summary>Why this log cannot be read on from here, or null where it can.</summary>
    /// <param name="logId">The log as it is now.</param>
    /// <param name="offsets">What the log holds now.</param>
    public string? MisfitOf(string logId, LogOffsets offsets)
    {
        if (!string.Equals(LogId, logId, StringComparison.Ordinal))
        {
            return $"its log is '{logId}', but the checkpoint was written for '{LogId}': the log lost its tail or was made anew.";
        }

        return NextOffset >= offsets.Earliest && NextOffset <= offsets.End
            ? null
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"the checkpoint says offset {NextOffset}, but the log holds {offsets.Earliest} to {offsets.End}: retention passed it, or the log lost its tail or was made anew.");
    }
}

/// <summary>A checkpoint as <see cref="ICheckpointStore.ListAsync"/> tells it.</summary>
/// <param name="LogId">The log that the offsets belong to.</param>
/// <param name="NextOffset">Everything before it has taken effect.</param>
/// <param name="PendingTo">One past the last offset that may have taken effect; null where nothing is pending.</param>
/// <param name="OwnerEpoch">See <see cref="CheckpointOwner"/>.</param>
public sealed record CheckpointSummary(string Group, TopicPartition Partition, string LogId, long NextOffset, long? PendingTo, long OwnerEpoch);

/// <summary>What became of a write.</summary>
public enum CheckpointWrite
{
    /// <summary>It is on disk.</summary>
    Written,

    /// <summary>Somebody else has taken over: nothing was written, and the caller must write nothing more anywhere.</summary>
    Fenced,
}
