using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>Reads stretches of broadcast topics that the feed does not hold, at a takeover or for a partition that stands far back. One reader of the log serves them until it is closed.</summary>
internal sealed class ReferenceHistory(IEventLog log, IReadOnlyList<string> topics) : IAssignmentListener, IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private ILogConsumer? _consumer;
    private (TopicPartition Partition, long From)? _wanted;

    /// <summary>
    /// What retention has left of the range, at most about <paramref name="mostBytes"/> of it, and how far that goes: one past the last record, or the range's end where there are no more.
    /// </summary>
    public async ValueTask<(List<LogRecord> Records, long Next)> ReadAsync(ReferenceRange range, long mostBytes, CancellationToken cancellationToken)
    {
        var records = new List<LogRecord>();
        var next = Math.Max(range.From, (await log.OffsetsAsync(range.Partition, cancellationToken)).Earliest);
        if (next >= range.To)
        {
            return (records, range.To);
        }

        var consumer = Want(range.Partition, next, mostBytes);
        var bytes = 0L;
        while (next < range.To && bytes < mostBytes)
        {
            var batch = await consumer.ReadAsync(LongestWait, cancellationToken);
            if (batch is not null && batch.Partition != range.Partition)
            {
                consumer.Pause(batch.Partition);
                continue;
            }

            if (batch is not null)
            {
                records.AddRange(batch.Records.Where(record => record.Offset < range.To));
                bytes += batch.Records.Sum(record => (long)record.Value.Length + record.Key.Length);
            }

            next = Math.Min(Math.Max(batch?.NextOffset ?? next, consumer.ReachedOf(range.Partition)), range.To);
        }

        consumer.Pause(range.Partition);
        return (records, next);
    }

    /// <summary>Lets go of the log until more is asked for.</summary>
    public async ValueTask CloseAsync()
    {
        if (_consumer is { } consumer)
        {
            _consumer = null;
            await consumer.DisposeAsync();
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    // Nothing is wanted of the others: they start at their ends.
    public async ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var starts = new Dictionary<TopicPartition, long>(await log.EndsAsync(partitions, cancellationToken));
        if (_wanted is { } wanted && starts.ContainsKey(wanted.Partition))
        {
            starts[wanted.Partition] = wanted.From;
        }

        return starts;
    }

    public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    private ILogConsumer Want(TopicPartition partition, long from, long mostBytes)
    {
        _wanted = (partition, from);
        if (_consumer is null)
        {
            return _consumer = log.ReadAll(topics, this, ConsumerLimits.Default with { MaxBytes = mostBytes });
        }

        if (_consumer.Assigned.Contains(partition))
        {
            _consumer.Seek(partition, from);
            _consumer.Resume(partition);
        }

        return _consumer;
    }
}
