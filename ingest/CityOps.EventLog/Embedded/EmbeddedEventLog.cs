using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Logging;
using RocksDbSharp;

namespace CityOps.EventLog.Embedded;

/// <summary>
/// The event log in this process, on RocksDB: durable by a synced write that concurrent appends share, for one process at a time. Groups
/// reach as far as this process. It does not replicate: a lost disk is a lost log.
/// </summary>
public sealed class EmbeddedEventLog : IEventLog
{
    private readonly EventLogOptions _options;
    private readonly TimeProvider _time;
    private readonly EventLogMetrics _metrics;
    private readonly LogStore _store;
    private readonly RecordBuffers _buffers = new();
    private readonly HighWaterFile _highWater;
    private readonly TopicTable _topics;
    private readonly DiskWatch _disk;
    private readonly GroupCommitter _committer;
    private readonly ConcurrentDictionary<string, ConsumerGroup> _groups = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<EmbeddedConsumer, ConsumerGroup> _consumers = new();
    private readonly Lock _truncating = new();
    private int _disposed;

    /// <param name="folder">The log's own folder; made where it is missing.</param>
    /// <param name="crashPoints">Told of the steps of each append; null for nobody.</param>
    /// <exception cref="EventLogException">The folder is in use by another process, or cannot be opened.</exception>
    public EmbeddedEventLog(
        string folder, EventLogOptions options, TimeProvider time, IMeterFactory meters, ILogger<EmbeddedEventLog> logger, ICrashPoints? crashPoints = null)
    {
        _options = options;
        _time = time;
        _store = LogStore.Open(Path.Combine(folder, "store"));
        _highWater = new HighWaterFile(Path.Combine(folder, "high-water"), time);
        _topics = new TopicTable(_store, _highWater, logger);
        _metrics = new EventLogMetrics(meters);
        var instants = new CommitInstants(time, _topics.LastInstantMs(), logger);
        var room = new DiskRoom(folder, options.MinFreeDiskMb);
        _disk = new DiskWatch(folder, room, time);
        _committer = new GroupCommitter(_store, _highWater, _metrics, instants, crashPoints ?? new NoCrashPoints(), room, _disk, WakeReadersOf);
    }

    /// <inheritdoc/>
    public Outage? Outage => _disk.Outage;

    public ValueTask<TopicDescription> EnsureTopicAsync(string topic, int partitions, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (found, made) = _topics.GetOrMake(topic, partitions);
        if (made)
        {
            foreach (var group in _consumers.Values.Distinct())
            {
                group.Changed();
            }
        }

        return ValueTask.FromResult(found.Description);
    }

    public ValueTask<TopicDescription?> DescribeAsync(string topic, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_topics.Find(topic)?.Description);

    public async ValueTask<long[]> AppendAsync(string topic, IReadOnlyList<LogAppend> records, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        var target = _topics.Get(topic);
        if (records.Count == 0)
        {
            return [];
        }

        var append = new PendingAppend(target, records, Check(target, records));
        var started = _time.GetTimestamp();
        try
        {
            await _committer.AppendAsync(append, cancellationToken);
        }
        catch (EventLogException)
        {
            _metrics.Failed(topic);
            throw;
        }

        _metrics.Appended(topic, records.Count, append.Bytes, _time.GetElapsedTime(started));
        return append.Offsets;
    }

    public ValueTask<LogOffsets> OffsetsAsync(TopicPartition partition, CancellationToken cancellationToken)
    {
        var state = _topics.Get(partition);
        return ValueTask.FromResult(new LogOffsets(state.Earliest, state.End));
    }

    // All of a commit or nothing of it: who has seen one of its records gets the ends behind all of them.
    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> EndsAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        lock (_committer.Publishing)
        {
            return ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(partitions.ToDictionary(partition => partition, partition => _topics.Get(partition).End));
        }
    }

    public ValueTask TruncateAsync(TopicPartition partition, long offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_truncating)
        {
            var topic = _topics.Get(partition.Topic);
            var state = _topics.Get(partition);
            var from = state.Earliest;
            var until = Math.Min(offset, state.End);
            if (until > from)
            {
                Truncate(topic, partition.Partition, state, from, until);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ILogConsumer Subscribe(string group, IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) =>
        Consume(_groups.GetOrAdd(group, _ => new ConsumerGroup(_topics)), topics, listener, limits);

    public ILogConsumer ReadAll(IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) =>
        Consume(new ConsumerGroup(_topics), topics, listener, limits);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        foreach (var consumer in _consumers.Keys)
        {
            await consumer.DisposeAsync();
        }

        await _committer.DisposeAsync();
        _highWater.Dispose();
        _store.Dispose();
        _metrics.Dispose();
    }

    private EmbeddedConsumer Consume(ConsumerGroup group, IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        var scanner = new PartitionScanner(_store, _topics, limits, _buffers);
        var consumer = new EmbeddedConsumer(group, [.. topics.Distinct(StringComparer.Ordinal)], scanner, listener, _time, c => _consumers.TryRemove(c, out _));
        _consumers[consumer] = group;
        return consumer;
    }

    private long Check(LogTopic topic, IReadOnlyList<LogAppend> records)
    {
        var bytes = 0L;
        for (var i = 0; i < records.Count; i++)
        {
            var length = RecordCodec.LengthOf(records[i]);
            bytes += length;
            if (length > _options.MaxMessageBytes)
            {
                throw new MessageTooLargeException(
                    $"A message of {length:N0} bytes for topic '{topic.Name}' exceeds CityOps:EventLog:MaxMessageBytes ({_options.MaxMessageBytes:N0}): split it, or raise the limit.");
            }

            if ((uint)records[i].Partition >= (uint)topic.Partitions.Length)
            {
                throw new EventLogException($"Topic '{topic.Name}' has {topic.Partitions.Length} partitions, so there is no partition {records[i].Partition}.");
            }
        }

        return bytes;
    }

    private void Truncate(LogTopic topic, int partition, LogPartition state, long from, long until)
    {
        var earliest = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(earliest, until);
        var first = LogKeys.Record(topic.Number, partition, from);
        var end = LogKeys.Record(topic.Number, partition, until);
        using var batch = new WriteBatch();
        batch.Put(LogKeys.Earliest(topic.Number, partition), earliest);
        batch.DeleteRange(first, (ulong)first.Length, end, (ulong)end.Length);

        // Readers are told first, so that none finds a hole where a record was.
        state.Earliest = until;
        _store.WriteSynced(batch);
        _store.ReleaseFiles(first, LogKeys.Record(topic.Number, partition, until - 1));
    }

    private void WakeReadersOf(IReadOnlyCollection<LogTopic> topics)
    {
        foreach (var consumer in _consumers.Keys)
        {
            if (topics.Any(topic => consumer.Topics.Contains(topic.Name, StringComparer.Ordinal)))
            {
                consumer.Wake();
            }
        }
    }
}
