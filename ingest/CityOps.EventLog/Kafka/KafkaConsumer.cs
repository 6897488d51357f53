using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CityOps.EventLog.Kafka;

/// <summary>
/// A member of a Kafka group, or a reader of all partitions. librdkafka prefetches; runs of one partition in its queue become batches.
/// </summary>
internal sealed class KafkaConsumer : ILogConsumer
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan DiscoverEvery = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<string> _topics;
    private readonly bool _alone;
    private readonly KafkaTopics _catalogue;
    private readonly ConsumerLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<KafkaConsumer> _left;
    private readonly KafkaAssignment _assignment;
    private readonly ConsumerThread _thread;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly HashSet<string> _discovered = new(StringComparer.Ordinal);
    private long _discoveredAt;
    private CancellationToken _reading;
    private int _disposed;

    public KafkaConsumer(
        ConsumerConfig settings, IReadOnlyList<string> topics, bool alone, KafkaTopics catalogue, IAssignmentListener listener, ConsumerLimits limits,
        TimeProvider time, ILogger logger, Action<KafkaConsumer> left)
    {
        _topics = topics;
        _alone = alone;
        _catalogue = catalogue;
        _limits = limits;
        _time = time;
        _logger = logger;
        _left = left;
        _assignment = new KafkaAssignment(catalogue, listener);
        _thread = new ConsumerThread($"kafka {settings.GroupId}");
        _consumer = new ConsumerBuilder<byte[], byte[]>(settings)
            .SetLogHandler((_, message) => _logger.LogDebug("librdkafka: {Message}", message.Message))
            .SetErrorHandler((_, error) => _logger.LogWarning("Kafka: {Reason} ({Code})", error.Reason, error.Code))
            .SetPartitionsAssignedHandler((_, partitions) => _assignment.Assigned(partitions, _reading))
            .SetPartitionsRevokedHandler((_, partitions) => _assignment.Revoked(partitions.Select(p => p.TopicPartition), lost: false))
            .SetPartitionsLostHandler((_, partitions) => _assignment.Revoked(partitions.Select(p => p.TopicPartition), lost: true))
            .Build();
        if (!alone)
        {
            _consumer.Subscribe(topics);
        }
    }

    public IReadOnlyCollection<TopicPartition> Assigned => _assignment.Partitions;

    public async ValueTask<LogBatch?> ReadAsync(TimeSpan maxWait, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        return await _thread.RunAsync(() => Read(maxWait, cancellationToken));
    }

    public void Seek(TopicPartition partition, long offset)
    {
        var assigned = _assignment.Find(partition)
            ?? throw new InvalidOperationException($"{partition} is not assigned to this consumer, so it cannot be sought to offset {offset}.");
        lock (assigned)
        {
            assigned.PendingSeek = offset;
            assigned.Next = offset;
            assigned.Held.Clear();
        }
    }

    public void Pause(TopicPartition partition) => SetPaused(partition, paused: true);

    public void Resume(TopicPartition partition) => SetPaused(partition, paused: false);

    public async ValueTask<long> LagAsync(TopicPartition partition, CancellationToken cancellationToken)
    {
        var assigned = _assignment.Find(partition) ?? throw new InvalidOperationException($"{partition} is not assigned to this consumer.");
        var offsets = await _catalogue.OffsetsAsync(partition, cancellationToken);
        var position = assigned.Next < 0 ? offsets.Earliest : assigned.Next;
        return Math.Max(0, offsets.End - position);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _thread.RunAsync(() =>
        {
            _reading = CancellationToken.None;
            if (_alone)
            {
                _assignment.Revoked(_assignment.All.Select(p => Native(p.Partition)).ToArray(), lost: false);
            }

            _consumer.Close();
            _consumer.Dispose();
            return true;
        });
        _thread.Dispose();
        _left(this);
    }

    private static Confluent.Kafka.TopicPartition Native(TopicPartition partition) => new(partition.Topic, partition.Partition);

    /// <summary>Whether nothing more comes of this partition, or of the consumer, unless somebody acts.</summary>
    private static bool Stops(Error error) => error.IsFatal || error.Code
        is ErrorCode.Local_AutoOffsetReset or ErrorCode.Local_BadMsg or ErrorCode.Local_BadCompression
        or ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
        or ErrorCode.SaslAuthenticationFailed;

    private LogBatch? Read(TimeSpan maxWait, CancellationToken cancellationToken)
    {
        _reading = cancellationToken;
        var started = _time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Discover(cancellationToken);
            Start(cancellationToken);
            ApplySeeks();
            var left = maxWait == Timeout.InfiniteTimeSpan ? Slice : maxWait - _time.GetElapsedTime(started);
            var batch = NextBatch(left > Slice ? Slice : left < TimeSpan.Zero ? TimeSpan.Zero : left);
            if (_assignment.TakeFailure() is { } failure)
            {
                throw failure;
            }

            if (batch is not null || (left <= TimeSpan.Zero && maxWait != Timeout.InfiniteTimeSpan))
            {
                return batch;
            }
        }
    }

    private LogBatch? NextBatch(TimeSpan wait)
    {
        var reader = new KafkaRunReader(_consumer, _assignment, _limits);
        try
        {
            return reader.Next(wait);
        }
        catch (ConsumeException error) when (!Stops(error.Error))
        {
            // librdkafka tries again by itself: a topic may appear later, a broker come back, a member that was too slow rejoin.
            _logger.LogWarning("Kafka: {Reason} ({Code})", error.Error.Reason, error.Error.Code);
            return null;
        }
        catch (ConsumeException error)
        {
            var record = error.ConsumerRecord;
            var where = record is null ? string.Join(", ", _topics) : new TopicPartition(record.Topic, record.Partition.Value).ToString();
            throw new EventLogException(
                error.Error.Code == ErrorCode.Local_AutoOffsetReset
                    ? $"{where} does not hold the offset asked for: the position belongs to another log, or retention passed it. Start at the earliest offset, or restore the log. ({error.Error.Reason})"
                    : $"{where} cannot be read: {error.Error.Reason} ({error.Error.Code})",
                error);
        }
    }

    /// <summary>A reader of all partitions looks for topics that have appeared.</summary>
    private void Discover(CancellationToken cancellationToken)
    {
        if (!_alone || _discovered.Count == _topics.Count || (_discoveredAt != 0 && _time.GetElapsedTime(_discoveredAt) < DiscoverEvery))
        {
            return;
        }

        foreach (var topic in _topics.Where(t => !_discovered.Contains(t)))
        {
            if (_catalogue.DescribeAsync(topic, cancellationToken).AsTask().GetAwaiter().GetResult() is { } description)
            {
                _discovered.Add(topic);
                var partitions = Enumerable.Range(0, description.Partitions).Select(p => new Confluent.Kafka.TopicPartition(topic, p));
                _consumer.IncrementalAssign(_assignment.Assigned(partitions, cancellationToken));
            }
        }

        _discoveredAt = _time.GetTimestamp();
    }

    private void Start(CancellationToken cancellationToken)
    {
        if (_assignment.Failure is not null)
        {
            return;
        }

        foreach (var partition in _assignment.StartMissing(cancellationToken))
        {
            lock (partition)
            {
                partition.PendingSeek = partition.Next;
            }
        }
    }

    private void ApplySeeks()
    {
        foreach (var partition in _assignment.All)
        {
            lock (partition)
            {
                if (partition.PendingSeek is { } offset && TrySeek(partition.Partition, offset))
                {
                    partition.PendingSeek = null;
                }
            }
        }
    }

    private bool TrySeek(TopicPartition partition, long offset)
    {
        try
        {
            _consumer.Seek(new TopicPartitionOffset(Native(partition), offset));
            return true;
        }
        catch (KafkaException error) when (error.Error.Code is ErrorCode.Local_State or ErrorCode.Local_InProgress or ErrorCode.Local_PrevInProgress)
        {
            // Fetching has not begun yet: the next round tries again, and hands nothing out before.
            return false;
        }
    }

    private void SetPaused(TopicPartition partition, bool paused)
    {
        if (_assignment.Find(partition) is not { } assigned)
        {
            return;
        }

        assigned.Paused = paused;
        try
        {
            if (paused)
            {
                _consumer.Pause([Native(partition)]);
            }
            else
            {
                _consumer.Resume([Native(partition)]);
            }
        }
        catch (KafkaException error)
        {
            // It was just taken away; whoever has it now decides.
            _logger.LogDebug("Kafka did not pause or resume {Partition}: {Reason}", partition, error.Error.Reason);
        }
    }
}
