namespace CityOps.EventLog.Progress;

/// <summary>How far a consumer of the log has come. Each consumer adds its own; whoever shows progress takes all there are.</summary>
public interface IConsumerProgress
{
    /// <summary>Every partition of every topic the consumer follows, whichever process works on it. Asks the log and the checkpoints, and so takes as long as they do.</summary>
    /// <exception cref="EventLogException">The log does not tell.</exception>
    ValueTask<IReadOnlyList<ConsumerPosition>> PositionsAsync(CancellationToken cancellationToken);

    /// <summary>Bytes that this process has read for the consumer and no worker has taken yet, by group.</summary>
    IReadOnlyDictionary<string, long> BufferedBytes { get; }

    /// <summary>How this process fares on a partition, at once; null where it never had it, or does not keep account of it.</summary>
    PartitionStatus? StatusOf(string group, TopicPartition partition) => null;
}
