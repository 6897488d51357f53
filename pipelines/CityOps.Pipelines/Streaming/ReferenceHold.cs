using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// How far the broadcast topics were read, and of that what some partition has yet to take, up to a limit. It reads nothing itself: see
/// <see cref="ReferenceFeed"/>. Thread-safe.
/// </summary>
/// <param name="mostBytes">See <see cref="StreamingOptions.MaxHeldReferenceBytes"/>.</param>
internal sealed class ReferenceHold(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly HeldReferences _held = new(mostBytes);
    private readonly List<ReferenceReader> _readers = [];
    private readonly Dictionary<TopicPartition, long> _next = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How far the topics were read.</summary>
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
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _held.Bytes;
            }
        }
    }

    /// <summary>What the reader has yet to take is held from here on.</summary>
    public void Join(ReferenceReader reader)
    {
        lock (_lock)
        {
            _readers.Add(reader);
        }
    }

    /// <summary>Lets go of what every reader has taken.</summary>
    /// <param name="left">A reader that takes nothing more.</param>
    public void Forget(ReferenceReader? left)
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

    /// <summary>A partition is followed from its end; after a failure from where it was read to, as far as that is still there.</summary>
    public void Begin(TopicPartition partition, LogOffsets offsets)
    {
        lock (_lock)
        {
            if (_next.TryAdd(partition, offsets.End) || _next[partition] < offsets.Earliest)
            {
                _next[partition] = Math.Max(_next[partition], offsets.Earliest);
                _held.Forget(partition, _next[partition]);
            }
        }
    }

    /// <summary>Where to read on.</summary>
    public IReadOnlyDictionary<TopicPartition, long> StartsOf(IEnumerable<TopicPartition> partitions)
    {
        lock (_lock)
        {
            return partitions.Where(_next.ContainsKey).ToDictionary(partition => partition, partition => _next[partition]);
        }
    }

    /// <summary>A batch was read.</summary>
    public void Keep(LogBatch batch)
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

    /// <summary>Reading has got so far: a topic may end with offsets that no reader gets.</summary>
    public void Reach(Func<TopicPartition, long> reachedOf)
    {
        lock (_lock)
        {
            var further = _next.Keys.Select(partition => (Partition: partition, Reached: reachedOf(partition))).Where(p => p.Reached > _next[p.Partition]).ToList();
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

    /// <param name="arrived">Ends when more was read.</param>
    public bool Reaches(ReferenceOffsets ends, out Task arrived)
    {
        lock (_lock)
        {
            arrived = _arrived.Task;
            return ends.Entries.All(end => _next.GetValueOrDefault(end.Key) >= end.Value);
        }
    }

    /// <summary>The first records of a range that begins in what is held, and one past what they cover.</summary>
    /// <param name="heldFrom">From which offset on the partition is held; beyond all offsets where it is not.</param>
    /// <returns>Null where the range begins before.</returns>
    public (List<LogRecord> Records, long Next)? TryRead(ReferenceRange range, long mostBytesRead, out long heldFrom)
    {
        lock (_lock)
        {
            heldFrom = _next.ContainsKey(range.Partition) ? _held.FromOf(range.Partition) : long.MaxValue;
            return range.From >= heldFrom ? _held.Read(range, mostBytesRead) : null;
        }
    }

    private void SayArrived()
    {
        _arrived.TrySetResult();
        _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
