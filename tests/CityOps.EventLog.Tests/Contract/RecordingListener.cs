using System.Collections.Concurrent;

namespace CityOps.EventLog.Tests.Contract;

/// <summary>Writes down what it was told, and starts partitions where it is told to.</summary>
internal sealed class RecordingListener : IAssignmentListener
{
    public ConcurrentQueue<string> Events { get; } = new();

    public ConcurrentDictionary<TopicPartition, long> Starts { get; } = new();

    public HashSet<TopicPartition> Owned { get; } = [];

    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        Note("assigned", partitions);
        Owned.UnionWith(partitions);
        return ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(new Dictionary<TopicPartition, long>(Starts));
    }

    public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        Note("revoked", partitions);
        Owned.ExceptWith(partitions);
        return ValueTask.CompletedTask;
    }

    public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        Note("lost", partitions);
        Owned.ExceptWith(partitions);
        return ValueTask.CompletedTask;
    }

    private void Note(string what, IReadOnlyList<TopicPartition> partitions) =>
        Events.Enqueue($"{what} {string.Join(',', partitions.Select(p => p.Partition).Order())}");
}
