using System.Collections.Concurrent;
using Confluent.Kafka;

namespace CityOps.EventLog.Kafka;

/// <summary>Tells the listener of what comes and goes, and keeps what is assigned. Runs on the consumer's thread.</summary>
/// <param name="leaving">Told of what goes, while it is still assigned.</param>
internal sealed class KafkaAssignment(KafkaTopics topics, IAssignmentListener listener, Action<AssignedPartition> leaving)
{
    private readonly ConcurrentDictionary<TopicPartition, AssignedPartition> _partitions = new();

    // To be thrown where the reader sees it: an exception must not pass through librdkafka.
    private Exception? _failure;

    public IReadOnlyCollection<TopicPartition> Partitions => [.. _partitions.Keys];

    public IEnumerable<AssignedPartition> All => _partitions.Values;

    public AssignedPartition? Find(TopicPartition partition) => _partitions.GetValueOrDefault(partition);

    /// <summary>What the listener or the cluster threw inside of a callback since the last call.</summary>
    public Exception? TakeFailure()
    {
        var failure = _failure;
        _failure = null;
        return failure;
    }

    /// <returns>Where librdkafka starts each. If the listener fails, they start over once <see cref="StartMissing"/> succeeds.</returns>
    public IEnumerable<TopicPartitionOffset> Assigned(IEnumerable<Confluent.Kafka.TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var coming = partitions.Select(p => new TopicPartition(p.Topic, p.Partition.Value)).ToArray();
        foreach (var partition in coming)
        {
            _partitions[partition] = new AssignedPartition(partition);
        }

        try
        {
            Start(coming, cancellationToken);
        }
        catch (Exception error)
        {
            _failure = error;
        }

        return [.. coming.Select(p => new TopicPartitionOffset(p.Topic, p.Partition, StartOf(p)))];
    }

    /// <summary>Asks the listener again for partitions that it failed to start.</summary>
    /// <returns>Those that start now.</returns>
    public IReadOnlyList<AssignedPartition> StartMissing(CancellationToken cancellationToken)
    {
        var missing = _partitions.Values.Where(p => !p.Started).ToArray();
        if (missing.Length > 0)
        {
            Start([.. missing.Select(p => p.Partition)], cancellationToken);
        }

        return missing;
    }

    public void Revoked(IEnumerable<Confluent.Kafka.TopicPartition> partitions, bool lost)
    {
        var going = partitions.Select(p => new TopicPartition(p.Topic, p.Partition.Value)).Where(_partitions.ContainsKey).ToArray();
        try
        {
            if (going.Length > 0)
            {
                Wait(lost ? listener.LostAsync(going, CancellationToken.None) : listener.RevokedAsync(going, CancellationToken.None));
            }
        }
        catch (Exception error)
        {
            _failure = error;
        }
        finally
        {
            foreach (var partition in going)
            {
                if (_partitions.TryRemove(partition, out var assigned))
                {
                    leaving(assigned);
                }
            }
        }
    }

    private void Start(IReadOnlyList<TopicPartition> coming, CancellationToken cancellationToken)
    {
        var logIds = coming.Select(p => p.Topic).Distinct(StringComparer.Ordinal).ToDictionary(topic => topic, topic => LogIdOf(topic, cancellationToken), StringComparer.Ordinal);
        var starts = Wait(listener.AssignedAsync(coming, cancellationToken));
        foreach (var partition in coming)
        {
            _partitions[partition].Start(logIds[partition.Topic], starts.TryGetValue(partition, out var start) ? start : Offset.Beginning.Value);
        }
    }

    private string LogIdOf(string topic, CancellationToken cancellationToken) =>
        (Wait(topics.DescribeAsync(topic, cancellationToken)) ?? throw new EventLogException($"Topic '{topic}' is gone though its partitions were assigned.")).LogId;

    private Offset StartOf(TopicPartition partition) => _partitions.TryGetValue(partition, out var assigned) && assigned.Started ? assigned.Next : Offset.Beginning;

    // librdkafka's callbacks are synchronous, and what they call back into (assign, pause) is this thread's alone. The thread is the
    // consumer's own, so that waiting holds up nobody else.
    private static T Wait<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();

    private static void Wait(ValueTask task) => task.AsTask().GetAwaiter().GetResult();
}
