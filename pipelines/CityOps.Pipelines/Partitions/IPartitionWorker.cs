using CityOps.EventLog;

namespace CityOps.Pipelines.Partitions;

/// <summary>Does a consumer's work on one partition, from takeover to loss.</summary>
public interface IPartitionWorker
{
    /// <summary>
    /// Works until the queue is complete (revoked: it finishes what it has begun) or <paramref name="cancellationToken"/> is cancelled
    /// (lost: it writes nothing more).
    /// </summary>
    Task RunAsync(PartitionQueue queue, CancellationToken cancellationToken);

    /// <summary>
    /// Told that the partition stands still: when <see cref="RunAsync"/> has ended by an error that no retry covers; or, while it still runs, of the
    /// <see cref="PartitionReadException"/> that ends what the log gives. Does not throw.
    /// </summary>
    void Failed(Exception error);

    /// <summary>Told last, once the partition is no longer this process's.</summary>
    void Left();
}

/// <summary>Makes the workers of a consumer.</summary>
public interface IPartitionWorkers
{
    /// <summary>Takes a partition over.</summary>
    /// <returns>Null where the partition has to stay stopped; the implementation has said why.</returns>
    ValueTask<PartitionStart?> TakeOverAsync(TopicPartition partition, CancellationToken cancellationToken);
}

/// <param name="Offset">Where reading starts.</param>
public sealed record PartitionStart(long Offset, IPartitionWorker Worker);
