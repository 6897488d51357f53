namespace CityOps.EventLog;

/// <summary>One member of a group. Not thread-safe but for <see cref="Seek"/>, <see cref="Pause"/> and <see cref="Resume"/>.</summary>
public interface ILogConsumer : IAsyncDisposable
{
    /// <summary>What this member reads at present.</summary>
    IReadOnlyCollection<TopicPartition> Assigned { get; }

    /// <summary>Whether the log answers; null while that is not known. A log in this process always does.</summary>
    bool? IsReached => true;

    /// <summary>
    /// The next contiguous batch of some assigned partition that is not paused; partitions take turns. Waits until there is one.
    /// Rebalances happen inside this call.
    /// </summary>
    /// <param name="maxWait">Zero looks once; <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</param>
    /// <returns>Null when <paramref name="maxWait"/> passed without one.</returns>
    /// <exception cref="PartitionReadException">One partition cannot be read on. Thrown at once or at each read until it is paused or sought; the others can be read.</exception>
    /// <exception cref="TopicReadException">None of a topic can be read; the others can.</exception>
    /// <exception cref="EventLogException">Nothing can be read.</exception>
    /// <exception cref="ObjectDisposedException">This member has left its group.</exception>
    /// <remarks>What the <see cref="IAssignmentListener"/> throws comes out here; the partitions that it could not start are offered to it again by the next call.</remarks>
    ValueTask<LogBatch?> ReadAsync(TimeSpan maxWait, CancellationToken cancellationToken);

    /// <summary>The next batch of the partition starts here.</summary>
    /// <param name="offset">From the earliest held to the end; one outside is told by the next read, as a <see cref="PartitionReadException"/>.</param>
    /// <exception cref="InvalidOperationException">The partition is not assigned.</exception>
    void Seek(TopicPartition partition, long offset);

    /// <summary>No batch of the partition comes until <see cref="Resume"/>, which goes on where the last one ended. Nothing happens where it is not assigned; an assignment anew is not paused.</summary>
    void Pause(TopicPartition partition);

    /// <summary>Ends a <see cref="Pause"/>; nothing happens where there is none.</summary>
    void Resume(TopicPartition partition);

    /// <summary>
    /// Up to where it has got: all before is handed out, or never will be, such as the mark of a transaction at the end of a partition. 0 where it knows of nothing beyond
    /// what it has handed out.
    /// </summary>
    long ReachedOf(TopicPartition partition) => 0;

    /// <summary>How many offsets lie between this reader's position and the end of the partition.</summary>
    /// <exception cref="InvalidOperationException">The partition is not assigned.</exception>
    /// <exception cref="EventLogException">The log does not tell.</exception>
    ValueTask<long> LagAsync(TopicPartition partition, CancellationToken cancellationToken);
}
