using System.Collections.Concurrent;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Streaming;

/// <summary>The partitions that stream processors of this process work on, and how each fares.</summary>
public sealed class StreamingStatus(TimeProvider time, ILogger<StreamingStatus> logger)
{
    private readonly ConcurrentDictionary<(string Group, TopicPartition Partition), PartitionStatus> _partitions = new();
    private readonly ConcurrentDictionary<string, ReaderStatus> _readers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<long>> _buffers = new(StringComparer.Ordinal);

    /// <summary>How long a step may be under way before it counts as slow.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What each reader of the log failed with last and has not read since, by what it reads.</summary>
    public IReadOnlyCollection<(string What, ReaderFailure Failure)> Failures =>
        [.. _readers.Select(reader => (reader.Key, reader.Value.Failure!)).Where(reader => reader.Item2 is not null)];

    /// <summary>Every partition that this process has or had, by the group of its processor.</summary>
    public IReadOnlyCollection<(string Group, PartitionStatus Status)> Partitions => [.. _partitions.Select(p => (p.Key.Group, p.Value))];

    /// <summary>Bytes read from the log that no worker has taken yet, by group.</summary>
    public IReadOnlyDictionary<string, long> BufferedBytes => _buffers.ToDictionary(b => b.Key, b => b.Value(), StringComparer.Ordinal);

    /// <summary>The partition's status, made where there is none yet.</summary>
    public PartitionStatus Of(string group, TopicPartition partition) =>
        _partitions.GetOrAdd((group, partition), key => new PartitionStatus(key.Partition, time, logger) { SlowAfter = SlowAfter });

    /// <summary>The partition's status, or null where this process never had it.</summary>
    public PartitionStatus? Find(string group, TopicPartition partition) => _partitions.GetValueOrDefault((group, partition));

    /// <summary>Whether a reader of the log gets on, made where there is none yet.</summary>
    /// <param name="what">What it reads: the group, or the group's references.</param>
    public ReaderStatus Reader(string what) => _readers.GetOrAdd(what, _ => new ReaderStatus(time));

    internal void Buffer(string group, Func<long> bytes) => _buffers[group] = bytes;
}
