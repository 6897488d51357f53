using System.Collections.Concurrent;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Streaming;

/// <summary>The partitions that stream processors of this process work on, and how each fares.</summary>
public sealed class StreamingStatus(TimeProvider time, ILogger<StreamingStatus> logger)
{
    private readonly ConcurrentDictionary<(string Group, TopicPartition Partition), PartitionStatus> _partitions = new();
    private readonly ConcurrentDictionary<string, Func<long>> _buffers = new(StringComparer.Ordinal);

    /// <summary>How long a step may be under way before it counts as slow.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(30);

    public IReadOnlyCollection<(string Group, PartitionStatus Status)> Partitions => [.. _partitions.Select(p => (p.Key.Group, p.Value))];

    /// <summary>Bytes read from the log that no worker has taken yet, by group.</summary>
    public IReadOnlyDictionary<string, long> BufferedBytes => _buffers.ToDictionary(b => b.Key, b => b.Value(), StringComparer.Ordinal);

    public PartitionStatus Of(string group, TopicPartition partition) =>
        _partitions.GetOrAdd((group, partition), key => new PartitionStatus(key.Partition, time, logger) { SlowAfter = SlowAfter });

    public PartitionStatus? Find(string group, TopicPartition partition) => _partitions.GetValueOrDefault((group, partition));

    internal void Buffer(string group, Func<long> bytes) => _buffers[group] = bytes;
}
