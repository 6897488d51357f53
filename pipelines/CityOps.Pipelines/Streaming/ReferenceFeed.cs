using CityOps.EventLog;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// Follows the broadcast topics of a processor from their ends, once for all of its partitions in this process. It holds what some partition has yet to
/// take, up to a limit; what came before is read from the log again by whoever needs it, since log retention leaves those topics alone.
/// </summary>
internal sealed class ReferenceFeed(IEventLog log, IReadOnlyDictionary<string, string> contractOfTopic, ILogger logger) : IAssignmentListener, IDisposable
{
    // A partition that stands back further reads the log instead.
    private const long MostHeldBytes = 32L * 1024 * 1024;

    // What one partition reads ahead of one broadcast partition.
    private const long MostAheadBytes = 1024 * 1024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly HeldReferences _held = new(MostHeldBytes);
    private readonly List<ReferenceReader> _readers = [];
    private readonly ReferenceEnds _ends = new(log);
    private readonly Dictionary<TopicPartition, long> _next = [];
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Told whether reading gets on; who repeats this feed tells it of failures.</summary>
    public ReaderStatus? Reader { get; init; }

    /// <summary>How far it has read.</summary>
    public ReferenceOffsets Read
    {
        get
        {
            lock (_lock)
            {
                return new ReferenceOffsets(new Dictionary<TopicPartition, long>(_next));
            }
        }
    }

    /// <summary>Bytes of records that some partition has yet to take.</summary>
    public long HeldBytes
    {
        get
        {
            lock (_lock)
            {
                return _held.Bytes;
            }
        }
    }

    /// <summary>A partition's own place in the references; dispose it when its work ends.</summary>
    public ReferenceReader Follow(ReferenceOffsets taken)
    {
        var reader = new ReferenceReader(this, new ReferenceHistory(log, [.. contractOfTopic.Keys]), taken);
        lock (_lock)
        {
            _readers.Add(reader);
        }

        return reader;
    }

    /// <summary>Ends once everything counts as read that the topics held when the feed started.</summary>
    public Task CaughtUpAsync(CancellationToken cancellationToken) => _caughtUp.Task.WaitAsync(cancellationToken);

    /// <summary>Ends once it has read what the topics held when it was asked.</summary>
    public async ValueTask ReadToEndAsync(CancellationToken cancellationToken)
    {
        var ends = await _ends.AskAsync([.. Read.Entries.Select(entry => entry.Key)], cancellationToken);
        while (!Reaches(ends, out var arrived))
        {
            await arrived.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Whether the partition is one of its topics'.</summary>
    public bool IsFollowed(TopicPartition partition) => contractOfTopic.ContainsKey(partition.Topic);

    public string ContractOf(TopicPartition partition) => contractOfTopic[partition.Topic];

    /// <summary>The first records of a range, and one past what they cover; retention may have taken some away.</summary>
    /// <param name="history">Reads what is not held.</param>
    public async ValueTask<(List<LogRecord> Records, long Next)> StretchAsync(ReferenceRange range, ReferenceHistory history, CancellationToken cancellationToken)
    {
        long heldFrom;
        lock (_lock)
        {
            heldFrom = _next.ContainsKey(range.Partition) ? _held.FromOf(range.Partition) : long.MaxValue;
            if (range.From >= heldFrom)
            {
                return _held.Read(range, MostAheadBytes);
            }
        }

        return await history.ReadAsync(range with { To = Math.Min(range.To, heldFrom) }, MostAheadBytes, cancellationToken);
    }

    /// <summary>Why what a checkpoint has recorded of the references can never be read again; null where it can.</summary>
    public async ValueTask<string?> LostAsync(ReferenceOffsets recorded, CancellationToken cancellationToken)
    {
        foreach (var (partition, next) in recorded.Entries.Where(entry => IsFollowed(entry.Key)))
        {
            var offsets = await log.OffsetsAsync(partition, cancellationToken);
            if (offsets.End < next)
            {
                return $"its checkpoint has taken references up to {partition}@{next}, but that log ends at {offsets.End}: it lost its tail or was made anew. "
                    + "Forget the checkpoint to process the log from its start (a no-op for what was emitted)";
            }
        }

        return null;
    }

    /// <summary>Follows the topics until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (contractOfTopic.Count == 0)
        {
            _caughtUp.TrySetResult();
            return;
        }

        await BeginAsync(cancellationToken);
        if (_caughtUp.TrySetResult())
        {
            logger.LogInformation("References are followed on {Count} partitions", _next.Count);
        }

        await using var consumer = log.ReadAll([.. contractOfTopic.Keys], this, ConsumerLimits.Default);
        while (!cancellationToken.IsCancellationRequested)
        {
            var batch = await consumer.ReadAsync(LongestWait, cancellationToken);
            if (batch is not null)
            {
                Keep(batch);
            }

            Reader?.Read(batch is not null ? true : consumer.IsReached);
            Reach(consumer);
        }
    }

    /// <summary>Lets go of what every reader has taken; a reader that has left takes nothing more.</summary>
    internal void Forget(ReferenceReader? left = null)
    {
        lock (_lock)
        {
            if (left is not null)
            {
                _readers.Remove(left);
            }

            foreach (var (partition, next) in _next)
            {
                _held.Forget(partition, _readers.Aggregate(next, (least, reader) => Math.Min(least, reader.Taken[partition])));
            }
        }
    }

    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        // After a failure the feed goes on where it was.
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(partitions.Where(_next.ContainsKey).ToDictionary(p => p, p => _next[p]));
        }
    }

    public void Dispose() => _ends.Dispose();

    public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    private void Keep(LogBatch batch)
    {
        lock (_lock)
        {
            _next[batch.Partition] = batch.NextOffset;
            foreach (var record in batch.Records)
            {
                _held.Add(batch.Partition, record);
            }

            if (_readers.Count == 0)
            {
                _held.Forget(batch.Partition, batch.NextOffset);
            }

            SayArrived();
        }
    }

    // A topic may end with offsets that no reader gets.
    private void Reach(ILogConsumer consumer)
    {
        lock (_lock)
        {
            var further = _next.Keys.Select(partition => (partition, consumer.ReachedOf(partition))).Where(p => p.Item2 > _next[p.partition]).ToList();
            foreach (var (partition, reached) in further)
            {
                _next[partition] = reached;
            }

            if (further.Count > 0)
            {
                SayArrived();
            }
        }
    }

    private void SayArrived()
    {
        _arrived.TrySetResult();
        _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private bool Reaches(ReferenceOffsets ends, out Task arrived)
    {
        lock (_lock)
        {
            arrived = _arrived.Task;
            return ends.Entries.All(end => _next.GetValueOrDefault(end.Key) >= end.Value);
        }
    }

    // What is there already is read from the log where it is needed. That includes what retention has taken away: nobody will ever read it, and a step that
    // was recorded before must not wait for it.
    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        foreach (var topic in contractOfTopic.Keys)
        {
            var description = await log.DescribeAsync(topic, cancellationToken)
                ?? throw new EventLogException($"The broadcast topic '{topic}' does not exist.");
            for (var number = 0; number < description.Partitions; number++)
            {
                var partition = new TopicPartition(topic, number);
                var offsets = await log.OffsetsAsync(partition, cancellationToken);
                lock (_lock)
                {
                    // After a failure it goes on where it was, as far as that is still there.
                    if (_next.TryAdd(partition, offsets.End) || _next[partition] < offsets.Earliest)
                    {
                        _next[partition] = Math.Max(_next[partition], offsets.Earliest);
                        _held.Forget(partition, _next[partition]);
                    }
                }
            }
        }
    }
}
