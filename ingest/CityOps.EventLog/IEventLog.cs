namespace CityOps.EventLog;

/// <summary>
/// The durable, partitioned, ordered log between ingest and everything else: Kafka, or RocksDB embedded in this process. It knows
/// nothing of contracts, and keeps no consumer's progress: that is a checkpoint's (see CityOps.Pipelines).
/// </summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>Creates the topic where it is missing. An existing topic keeps the partitions it has.</summary>
    ValueTask<TopicDescription> EnsureTopicAsync(string topic, int partitions, CancellationToken cancellationToken);

    /// <summary>The topic as it is, or null where there is none.</summary>
    ValueTask<TopicDescription?> DescribeAsync(string topic, CancellationToken cancellationToken);

    /// <summary>
    /// Appends, in order within each partition. When this returns every record is durable: synced to disk (embedded), or
    /// acknowledged by all in-sync replicas (Kafka, <c>acks=all</c>).
    /// </summary>
    /// <returns>The offset of each record, in the order given.</returns>
    /// <exception cref="EventLogException">Nothing may be assumed about the records: append them again (effects rest on keys).</exception>
    ValueTask<long[]> AppendAsync(string topic, IReadOnlyList<LogAppend> records, CancellationToken cancellationToken);

    ValueTask<LogOffsets> OffsetsAsync(TopicPartition partition, CancellationToken cancellationToken);

    /// <summary>One past the last offset that readers may see, of each of the partitions: what was acknowledged before the call is before it.</summary>
    async ValueTask<IReadOnlyDictionary<TopicPartition, long>> EndsAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var ends = new Dictionary<TopicPartition, long>(partitions.Count);
        foreach (var partition in partitions)
        {
            ends[partition] = (await OffsetsAsync(partition, cancellationToken)).End;
        }

        return ends;
    }

    /// <summary>Drops records before <paramref name="offset"/>. Callers must never pass the lowest checkpoint.</summary>
    ValueTask TruncateAsync(TopicPartition partition, long offset, CancellationToken cancellationToken);

    /// <summary>Joins a group: its members share the partitions of the topics between them.</summary>
    ILogConsumer Subscribe(string group, IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits);

    /// <summary>Reads all partitions of the topics, alone, whatever others read: for broadcast contracts and for tools.</summary>
    ILogConsumer ReadAll(IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits);
}

/// <summary>Told, on the consumer's own thread and before any batch of a partition is read, which partitions come and go.</summary>
public interface IAssignmentListener
{
    /// <summary>Partitions were assigned. Returns where to start each; a partition left out starts at its earliest offset.</summary>
    ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken);

    /// <summary>Partitions go to somebody else once this returns: finish or abort what is in flight.</summary>
    ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken);

    /// <summary>Partitions already belong to somebody else (session lost): abort, write nothing more.</summary>
    ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken);
}

/// <summary>How much one read returns at most. At least one record comes back even where it alone is larger.</summary>
public sealed record ConsumerLimits(int MaxRecords = 4_096, long MaxBytes = 16 * 1024 * 1024)
{
    public static ConsumerLimits Default { get; } = new();
}

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
    /// <returns>Null when <paramref name="maxWait"/> passed without one.</returns>
    /// <exception cref="PartitionReadException">One partition cannot be read on. Thrown at each read until it is paused or sought; the others can be read.</exception>
    /// <exception cref="TopicReadException">None of a topic can be read; the others can.</exception>
    /// <exception cref="EventLogException">Nothing can be read, or the listener's work failed.</exception>
    ValueTask<LogBatch?> ReadAsync(TimeSpan maxWait, CancellationToken cancellationToken);

    /// <summary>The next batch of the partition starts here.</summary>
    void Seek(TopicPartition partition, long offset);

    void Pause(TopicPartition partition);

    void Resume(TopicPartition partition);

    /// <summary>
    /// Up to where it has got: all before is handed out, or never will be, such as the mark of a transaction at the end of a partition. 0 where it knows of nothing beyond
    /// what it has handed out.
    /// </summary>
    long ReachedOf(TopicPartition partition) => 0;

    /// <summary>How many offsets lie between this reader's position and the end of the partition.</summary>
    ValueTask<long> LagAsync(TopicPartition partition, CancellationToken cancellationToken);
}

/// <summary>The log could not do what was asked; the message names the topic and the way out.</summary>
public class EventLogException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The log's disk is full: nothing was written, and appends are taken again once there is room.</summary>
public sealed class LogFullException(string message, Exception? inner = null) : EventLogException(message, inner);

/// <summary>A message exceeds what the log takes; no retry will help.</summary>
public sealed class MessageTooLargeException(string message, Exception? inner = null) : EventLogException(message, inner);

/// <summary>The cluster will not make this topic for us: somebody who may has to.</summary>
public sealed class TopicRefusedException(string message, Exception? inner = null) : EventLogException(message, inner);
