using System.Collections.Concurrent;
using CityOps.EventLog;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Landing;

/// <summary>The partitions that this process lands, and how each fares.</summary>
public sealed class LandingStatus(TimeProvider time, ILogger<LandingStatus> logger)
{
    private readonly ConcurrentDictionary<TopicPartition, PartitionStatus> _partitions = new();

    public IReadOnlyCollection<PartitionStatus> Partitions => [.. _partitions.Values];

    public PartitionStatus Of(TopicPartition partition) => _partitions.GetOrAdd(partition, p => new PartitionStatus(p, time, logger));

    public PartitionStatus? Find(TopicPartition partition) => _partitions.GetValueOrDefault(partition);
}
