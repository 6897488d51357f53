using System.Collections.Concurrent;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Landing;

/// <summary>The partitions that this process lands, and how each fares.</summary>
public sealed class LandingStatus(TimeProvider time, ILogger<LandingStatus> logger)
{
    private readonly ConcurrentDictionary<TopicPartition, PartitionStatus> _partitions = new();

    /// <summary>How long a step may be under way before it counts as slow.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the log can be read.</summary>
    public ReaderStatus Reader { get; } = new(time);

    /// <summary>Every partition that this process has or had, and those it found it must not touch.</summary>
    public IReadOnlyCollection<PartitionStatus> Partitions => [.. _partitions.Values];

    /// <summary>Bytes read from the log that no worker has taken yet.</summary>
    public long BufferedBytes => Buffer?.Invoke() ?? 0;

    /// <summary>Where <see cref="BufferedBytes"/> comes from.</summary>
    internal Func<long>? Buffer { get; set; }

    /// <summary>The partition's status, made where there is none yet.</summary>
    public PartitionStatus Of(TopicPartition partition) => _partitions.GetOrAdd(partition, p => new PartitionStatus(p, time, logger) { SlowAfter = SlowAfter });

    /// <summary>The partition's status, or null where this process never had it.</summary>
    public PartitionStatus? Find(TopicPartition partition) => _partitions.GetValueOrDefault(partition);
}
