using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Logging;

namespace CityOps.EventLog.Kafka;

/// <summary>
/// The event log on a Kafka cluster. Offsets are not committed to Kafka: checkpoints own the progress, and Kafka's groups serve only to
/// share out partitions.
/// </summary>
public sealed class KafkaEventLog : IEventLog
{
    private readonly EventLogOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly EventLogMetrics _metrics;
    private readonly KafkaTopics _topics;
    private readonly KafkaAppender _appender;
    private readonly ICrashPoints _crashPoints;
    private readonly KafkaReach _reach;
    private readonly ConcurrentDictionary<KafkaConsumer, bool> _consumers = new();
    private int _disposed;

    /// <param name="crashPoints">Told of the steps of each append; null for nobody.</param>
    public KafkaEventLog(EventLogOptions options, TimeProvider time, IMeterFactory meters, ILogger<KafkaEventLog> logger, ICrashPoints? crashPoints = null)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _crashPoints = crashPoints ?? new NoCrashPoints();
        _metrics = new EventLogMetrics(meters);
        _reach = new KafkaReach(Name, time);
        _topics = new KafkaTopics(options, _reach, time, logger);
        _appender = new KafkaAppender(options, time);
    }

    /// <inheritdoc/>
    public string Name => KafkaSettings.NameOf(_options);

    /// <inheritdoc/>
    public Outage? Outage => _reach.Outage;

    public async ValueTask<TopicDescription> EnsureTopicAsync(string topic, int partitions, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return await _topics.EnsureAsync(topic, partitions, cancellationToken);
    }

    public ValueTask<TopicDescription?> DescribeAsync(string topic, CancellationToken cancellationToken) =>
        _topics.DescribeAsync(topic, cancellationToken);

    public async ValueTask<long[]> AppendAsync(string topic, IReadOnlyList<LogAppend> records, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfAway();
        var description = await _topics.GetAsync(topic, cancellationToken);
        if (records.Count == 0)
        {
            return [];
        }

        var bytes = Check(description, records);
        var started = _time.GetTimestamp();
        try
        {
            _crashPoints.Reach(LogCrashPoint.AppendBeforeSync);
            var offsets = await _appender.AppendAsync(topic, records, cancellationToken);
            _crashPoints.Reach(LogCrashPoint.AppendAfterSync);
            _metrics.Appended(topic, records.Count, bytes, _time.GetElapsedTime(started));
            return offsets;
        }
        catch (EventLogException)
        {
            _topics.Forget(topic);
            _metrics.Failed(topic);
            throw;
        }
    }

    public ValueTask<LogOffsets> OffsetsAsync(TopicPartition partition, CancellationToken cancellationToken) =>
        _topics.OffsetsAsync(partition, cancellationToken);

    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> EndsAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) =>
        _topics.EndsAsync(partitions, cancellationToken);

    public ValueTask TruncateAsync(TopicPartition partition, long offset, CancellationToken cancellationToken) =>
        _topics.TruncateAsync(partition, offset, cancellationToken);

    public ILogConsumer Subscribe(string group, IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) =>
        Consume(group, topics, listener, limits, alone: false);

    public ILogConsumer ReadAll(IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits) =>
        Consume($"cityops-all-{Guid.NewGuid():N}", topics, listener, limits, alone: true);

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

        _appender.Dispose();
        _topics.Dispose();
        _metrics.Dispose();
    }

    private KafkaConsumer Consume(string group, IReadOnlyList<string> topics, IAssignmentListener listener, ConsumerLimits limits, bool alone)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        var settings = KafkaSettings.Consumer(_options, group);
        var consumer = new KafkaConsumer(settings, [.. topics.Distinct(StringComparer.Ordinal)], alone, _topics, _reach, listener, limits, _time, _logger, Left);
        _consumers[consumer] = true;
        return consumer;
    }

    private void Left(KafkaConsumer consumer)
    {
        _consumers.TryRemove(consumer, out _);
        _reach.Left(consumer);
    }

    // While no broker answers, a request would wait as long as one may take, and whoever sent it with it.
    private void ThrowIfAway()
    {
        if (_reach.Outage is { } outage)
        {
            throw new EventLogException($"{outage.What} has been away since {outage.Since:u}. {outage.Reason}");
        }
    }

    private long Check(TopicDescription topic, IReadOnlyList<LogAppend> records)
    {
        var bytes = 0L;
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            if ((uint)record.Partition >= (uint)topic.Partitions)
            {
                throw new EventLogException($"Topic '{topic.Topic}' has {topic.Partitions} partitions, so there is no partition {record.Partition}.");
            }

            var length = record.Key.Length + record.Value.Length + record.Headers.Sum(h => Encoding.UTF8.GetByteCount(h.Name) + Encoding.UTF8.GetByteCount(h.Value));
            if (length > _options.MaxMessageBytes)
            {
                throw new MessageTooLargeException(
                    $"A message of {length:N0} bytes for topic '{topic.Topic}' exceeds CityOps:EventLog:MaxMessageBytes ({_options.MaxMessageBytes:N0}): split it, or raise the limit.");
            }

            bytes += length;
        }

        return bytes;
    }
}
