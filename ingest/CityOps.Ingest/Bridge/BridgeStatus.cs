using System.Collections.Concurrent;
using CityOps.EventLog;

namespace CityOps.Ingest.Bridge;

/// <summary>The partitions that this process bridges, and how each fares.</summary>
internal sealed class BridgeStatus
{
    private readonly ConcurrentDictionary<(BridgeDefinition Bridge, TopicPartition Partition), BridgedPartition> _partitions = new();
    private readonly ConcurrentDictionary<BridgeDefinition, string> _failures = new();

    public IReadOnlyCollection<BridgedPartition> All => [.. _partitions.Values];

    /// <summary>Why a bridge reads nothing at all, by topic.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures.ToDictionary(f => f.Key.Topic, f => f.Value, StringComparer.Ordinal);

    /// <summary>The bridges that read nothing at all, and why.</summary>
    public IEnumerable<(BridgeDefinition Bridge, string Reason)> FailedBridges => _failures.Select(f => (f.Key, f.Value));

    public IEnumerable<BridgedPartition> Of(BridgeDefinition bridge) => _partitions.Where(p => p.Key.Bridge == bridge).Select(p => p.Value);

    public BridgedPartition? Find(BridgeDefinition bridge, TopicPartition partition) => _partitions.GetValueOrDefault((bridge, partition));

    public void Came(BridgeDefinition bridge, BridgedPartition partition)
    {
        _failures.TryRemove(bridge, out _);
        _partitions[(bridge, partition.Partition)] = partition;
    }

    public void Left(BridgeDefinition bridge, IReadOnlyList<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _partitions.TryRemove((bridge, partition), out _);
        }
    }

    public void Failed(BridgeDefinition bridge, string reason) => _failures[bridge] = reason;
}
