using CityOps.EventLog.Progress;

namespace CityOps.EventLog;

/// <summary>
/// The durable, partitioned, ordered log between ingest and everything else: Kafka, or RocksDB embedded in this process. It knows
/// nothing of contracts, and keeps no consumer's progress: that is a checkpoint's (see CityOps.Pipelines).
/// </summary>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>How operators know it: a cluster by its bootstrap servers.</summary>
    string Name => "the event log";

    /// <summary>Why nothing can be read or appended at present, as far as this process has noticed; null where nothing is known of it. Asks nobody, so it answers at once.</summary>
    Outage? Outage => null;

    /// <summary>Creates the topic where it is missing. An existing topic keeps the partitions it has.</summary>
    /// <param name="partitions">How many a new topic gets, from 1.</param>
    /// <exception cref="TopicRefusedException">The cluster will not make it.</exception>
    /// <exception cref="EventLogException">The log is not available; asking again may help.</exception>
    ValueTask<TopicDescription> EnsureTopicAsync(string topic, int partitions, CancellationToken cancellationToken);

    /// <summary>The topic as it is, or null where there is none.</summary>
    /// <exception cref="EventLogException">The log is not available.</exception>
    ValueTask<TopicDescription?> DescribeAsync(string topic, CancellationToken cancellationToken);

    /// <summary>
    /// Appends, in order within each partition. When this returns every record is durable: synced to disk (embedded), or
    /// acknowledged by all in-sync replicas (Kafka, <c>acks=all</c>).
    /// </summary>
    /// <returns>The offset of each record, in the order given; <see cref="UnplacedRecords.Offset"/> where the log has the record and does not say where.</returns>
    /// <exception cref="EventLogException">Nothing may be assumed about the records: append them again (effects rest on keys).</exception>
    /// <exception cref="MessageTooLargeException">A record exceeds <see cref="EventLogOptions.MaxMessageBytes"/>, or what a broker takes.</exception>
    /// <exception cref="LogFullException">The disk is full; nothing was written.</exception>
    ValueTask<long[]> AppendAsync(string topic, IReadOnlyList<LogAppend> records, CancellationToken cancellationToken);

    /// <summary>What the partition holds.</summary>
    /// <exception cref="EventLogException">There is no such partition, or the log is not available.</exception>
    ValueTask<LogOffsets> OffsetsAsync(TopicPartition partition, CancellationToken cancellationToken);

    /// <summary>One past the last offset that readers may see, of each of the partitions: what was acknowledged before the call is before it.</summary>
    /// <exception cref="EventLogException">One of them does not exist, or the log is not available.</exception>
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
    /// <param name="offset">The first one to keep; beyond the end it drops all there is.</param>
    /// <exception cref="EventLogException">There is no such partition, or the log is not available.</exception>
    ValueTask TruncateAsync(TopicPartition partition, long offset, CancellationToken cancellationToken);

    /// <summary>Joins a group: its members share the partitions of the topics between them.</summary>
    /// <param name="topics">They may appear later; such a topic is read once it is there.</param>
    /// <param name="listener">Told of what comes and goes inside of this member's reads.</param>
    ILogConsumer Subscribe(string group, IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits);

    /// <summary>Reads all partitions of the topics, alone, whatever others read: for broadcast contracts and for tools.</summary>
    /// <param name="topics">They may appear later; such a topic is read once it is there.</param>
    /// <param name="listener">Told of what comes and goes inside of this reader's reads.</param>
    ILogConsumer ReadAll(IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits);
}
