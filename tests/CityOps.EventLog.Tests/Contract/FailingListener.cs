namespace CityOps.EventLog.Tests.Contract;

/// <summary>Fails the first time that it is told of a partition of one topic.</summary>
internal sealed class FailingListener(string topic) : IAssignmentListener
{
    private bool _failed;

    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        if (!_failed && partitions.Any(p => string.Equals(p.Topic, topic, StringComparison.Ordinal)))
        {
            _failed = true;
            throw new InvalidOperationException($"No start for {topic} yet.");
        }

        return ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(new Dictionary<TopicPartition, long>());
    }

    public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;
}
