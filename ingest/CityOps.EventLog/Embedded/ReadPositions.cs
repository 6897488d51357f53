namespace CityOps.EventLog.Embedded;

/// <summary>Where a consumer stands in each partition. <paramref name="Version"/> changes with every seek, so that a batch read from before it can be told.</summary>
internal readonly record struct ReadPosition(long Offset, int Version, bool Paused);

/// <summary>The positions of one consumer; sought, paused and resumed from any thread.</summary>
internal sealed class ReadPositions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TopicPartition, ReadPosition> _positions = [];
    private TopicPartition[] _order = [];
    private int _turn;

    public IReadOnlyCollection<TopicPartition> Assigned => Volatile.Read(ref _order);

    public ReadPosition? Of(TopicPartition partition)
    {
        lock (_lock)
        {
            return _positions.TryGetValue(partition, out var position) ? position : null;
        }
    }

    public void Add(TopicPartition partition, long offset)
    {
        lock (_lock)
        {
            _positions[partition] = new ReadPosition(offset, 0, Paused: false);
            _order = [.. _positions.Keys];
        }
    }

    public void Remove(IEnumerable<TopicPartition> partitions)
    {
        lock (_lock)
        {
            foreach (var partition in partitions)
            {
                _positions.Remove(partition);
            }

            _order = [.. _positions.Keys];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _positions.Clear();
            _order = [];
        }
    }

    public bool Seek(TopicPartition partition, long offset)
    {
        lock (_lock)
        {
            var has = _positions.TryGetValue(partition, out var position);
            if (has)
            {
                _positions[partition] = position with { Offset = offset, Version = position.Version + 1 };
            }

            return has;
        }
    }

    public void SetPaused(TopicPartition partition, bool paused)
    {
        lock (_lock)
        {
            if (_positions.TryGetValue(partition, out var position))
            {
                _positions[partition] = position with { Paused = paused };
            }
        }
    }

    /// <returns>False where the partition was sought, paused or lost since <paramref name="from"/> was read.</returns>
    public bool Advance(TopicPartition partition, ReadPosition from, long next)
    {
        lock (_lock)
        {
            var still = _positions.TryGetValue(partition, out var position) && position == from;
            if (still)
            {
                _positions[partition] = position with { Offset = next };
            }

            return still;
        }
    }

    /// <summary>The partitions that are not paused, each time beginning with the one after the last that was looked at.</summary>
    public IEnumerable<(TopicPartition Partition, ReadPosition Position)> InTurn()
    {
        var order = Volatile.Read(ref _order);
        for (var i = 0; i < order.Length; i++)
        {
            var partition = order[_turn % order.Length];
            _turn = (_turn + 1) % order.Length;
            if (Of(partition) is { Paused: false } position)
            {
                yield return (partition, position);
            }
        }
    }
}
