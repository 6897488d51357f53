namespace CityOps.EventLog;

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
