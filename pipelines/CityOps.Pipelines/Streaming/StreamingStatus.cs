using System.Collections.Concurrent;
using CityOps.EventLog;
using CityOps.Pipelines.Landing;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Streaming;

/// <summary>The partitions that stream processors of this process work on, and how each fares.</summary>
public sealed class StreamingStatus(TimeProvider time, ILogger<StreamingStatus> logger)
{
    private readonly ConcurrentDictionary<(string Group, TopicPartition Partition), PartitionStatus> _partitions = new();

    public IReadOnlyCollection<(string Group, PartitionStatus Status)> Partitions => [.. _partitions.Select(p => (p.Key.Group, p.Value))];

    public PartitionStatus Of(string group, TopicPartition partition) =>
        _partitions.GetOrAdd((group, partition), key => new PartitionStatus(key.Partition, time, logger));
}
