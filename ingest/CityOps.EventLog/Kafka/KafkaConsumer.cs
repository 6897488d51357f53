using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CityOps.EventLog.Kafka;

/// <summary>
/// A member of a Kafka group, or a reader of all partitions. librdkafka prefetches; runs of one partition in its queue become batches.
/// </summary>
internal sealed class KafkaConsumer : ILogConsumer
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    private readonly IReadOnlyList<string> _topics;
    private readonly KafkaTopics _catalogue;
    private readonly KafkaReach _reach;
    private readonly ConsumerLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<KafkaConsumer> _left;
    private readonly KafkaAssignment _assignment;
    private readonly KafkaPositions _positions;
    private readonly TopicDiscovery? _discovery;
    private readonly ConsumerThread _thread;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private CancellationToken _reading;
    private ConsumeException? _held;
    private int _disposed;

    public KafkaConsumer(
        ConsumerConfig settings, IReadOnlyList<string> topics, bool alone, KafkaTopics catalogue, KafkaReach reach, IAssignmentListener listener, ConsumerLimits limits,
        TimeProvider time, ILogger logger, Action<KafkaConsumer> left)
    {
        _topics = topics;
        _catalogue = catalogue;
        _reach = reach;
        _limits = limits;
        _time = time;
        _logger = logger;
        _left = left;
        _assignment = new KafkaAssignment(catalogue, listener, partition => _positions!.Leaving(partition));
        _thread = new ConsumerThread($"kafka {settings.GroupId}");
        _consumer = new ConsumerBuilder<byte[], byte[]>(settings)
            .SetLogHandler((_, message) => _logger.LogDebug("librdkafka: {Message}", message.Message))
            .SetErrorHandler((_, error) => _logger.Log(LevelOf(error), "Kafka: {Reason} ({Code})", error.Reason, error.Code))
            .SetStatisticsHandler((_, statistics) => Reached(KafkaReach.AnyBroker(statistics)))
            .SetPartitionsAssignedHandler((_, partitions) => _assignment.Assigned(partitions, _reading))
            .SetPartitionsRevokedHandler((_, partitions) => _assignment.Revoked(partitions.Select(p => p.TopicPartition), lost: false))
            .SetPartitionsLostHandler((_, partitions) => _assignment.Revoked(partitions.Select(p => p.TopicPartition), lost: true))
            .Build();
        _positions = new KafkaPositions(_consumer, logger);
        if (alone)
        {
            _discovery = new TopicDiscovery(topics, catalogue, TimeSpan.FromMilliseconds(settings.TopicMetadataRefreshIntervalMs ?? 5_000), time, logger);
        }
        else
        {
            _consumer.Subscribe(topics);
        }
    }

    public IReadOnlyCollection<TopicPartition> Assigned => _assignment.Partitions;

    /// <inheritdoc/>
    public bool? IsReached { get; private set; }

    public async ValueTask<LogBatch?> ReadAsync(TimeSpan maxWait, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        return await _thread.RunAsync(() => Read(maxWait, cancellationToken));
    }

    public void Seek(TopicPartition partition, long offset) => KafkaPositions.Seek(
        _assignment.Find(partition) ?? throw new InvalidOperationException($"{partition} is not assigned to this consumer, so it cannot be sought to offset {offset}."),
        offset);

    public void Pause(TopicPartition partition) => SetPaused(partition, paused: true);

    public void Resume(TopicPartition partition) => SetPaused(partition, paused: false);

    public long ReachedOf(TopicPartition partition)
    {
        if (_assignment.Find(partition) is not { } assigned)
        {
            return 0;
        }

        lock (assigned)
        {
            return assigned.Held.Count == 0 && assigned.PendingSeek is null ? Math.Max(assigned.Next, assigned.End) : assigned.Next;
        }
    }

    public async ValueTask<long> LagAsync(TopicPartition partition, CancellationToken cancellationToken)
    {
        var assigned = _assignment.Find(partition) ?? throw new InvalidOperationException($"{partition} is not assigned to this consumer.");
        var offsets = await _catalogue.OffsetsAsync(partition, cancellationToken);
        var position = assigned.Next < 0 ? offsets.Earliest : assigned.Next;
        return Math.Max(0, offsets.End - position);
    }

    /// <summary>Ends a read in flight within its slice, gives the partitions back and leaves the group; returns when the broker has heard of it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        try
        {
            await _thread.RunAsync(Close);
        }
        finally
        {
            _thread.Dispose();
            _left(this);
        }
    }

    // Every client says so of every broker, again and again while they are away; that they are, is said once: see IEventLog.Outage.
    private static LogLevel LevelOf(Error error) => error.Code
        is ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Resolve or ErrorCode.Local_TimedOut ? LogLevel.Debug : LogLevel.Warning;

    // Statistics that come while this member leaves are of nobody any more.
    private void Reached(bool reached)
    {
        IsReached = reached;
        if (Volatile.Read(ref _disposed) == 0)
        {
            _reach.Said(this, reached);
        }
    }

    private bool Close()
    {
        _reading = CancellationToken.None;
        if (_discovery is not null)
        {
            _assignment.Revoked(_assignment.All.Select(p => KafkaPositions.Native(p.Partition)).ToArray(), lost: false);
        }

        try
        {
            _consumer.Close();
        }
        finally
        {
            _consumer.Dispose();
        }

        if (_assignment.TakeFailure() is { } failure)
        {
            _logger.LogWarning(failure, "Partitions could not be given back in order");
        }

        return true;
    }

    // Reading goes on while partitions are paused or being retried: it is what keeps a member in its group.
    private LogBatch? Read(TimeSpan maxWait, CancellationToken cancellationToken)
    {
        _reading = cancellationToken;
        var started = _time.GetTimestamp();
        while (true)
        {
            // Closing waits for this thread, and the group for the closing.
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
            cancellationToken.ThrowIfCancellationRequested();
            Discover(cancellationToken);
            ThrowFailure();
            Start(cancellationToken);
            _positions.ApplySeeks(_assignment.All);
            var left = maxWait == Timeout.InfiniteTimeSpan ? Slice : maxWait - _time.GetElapsedTime(started);
            var batch = NextBatch(left > Slice ? Slice : left < TimeSpan.Zero ? TimeSpan.Zero : left);
            if (batch is null)
            {
                ThrowFailure();
            }
            else
            {
                Reached(true);
            }

            // What was read goes out even where a rebalance failed meanwhile: the position has passed it. The next read says what failed.
            if (batch is not null || (left <= TimeSpan.Zero && maxWait != Timeout.InfiniteTimeSpan))
            {
                return batch;
            }
        }
    }

    private void ThrowFailure()
    {
        if (_assignment.TakeFailure() is { } failure)
        {
            throw failure;
        }
    }

    private LogBatch? NextBatch(TimeSpan wait)
    {
        try
        {
            ThrowHeld();
            var reader = new KafkaRunReader(_consumer, _assignment, _limits);
            var batch = reader.Next(wait);
            _held = reader.Failure;
            return batch;
        }
        catch (ConsumeException error) when (!KafkaFaults.Stops(error.Error))
        {
            // librdkafka tries again by itself: a topic may appear later, a broker come back, a member that was too slow rejoin.
            _logger.LogWarning("Kafka: {Reason} ({Code})", error.Error.Reason, error.Error.Code);
            return null;
        }
        catch (ConsumeException error)
        {
            throw KafkaFaults.Of(error, _topics);
        }
    }

    private void ThrowHeld()
    {
        if (_held is { } held)
        {
            _held = null;
            throw held;
        }
    }

    private void Discover(CancellationToken cancellationToken)
    {
        if (_discovery?.Next(cancellationToken) is { Count: > 0 } found)
        {
            _consumer.IncrementalAssign(_assignment.Assigned(found, cancellationToken));
        }
    }

    private void Start(CancellationToken cancellationToken)
    {
        foreach (var partition in _assignment.StartMissing(cancellationToken))
        {
            KafkaPositions.Seek(partition, partition.Next);
        }
    }

    private void SetPaused(TopicPartition partition, bool paused)
    {
        if (_assignment.Find(partition) is { } assigned)
        {
            _positions.SetPaused(assigned, paused);
        }
    }
}
