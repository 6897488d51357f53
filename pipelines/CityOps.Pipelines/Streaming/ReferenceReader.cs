using System.Runtime.CompilerServices;
using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// One partition's own place in the references. It merges the broadcast partitions by when the log took their records, then by topic and partition; within a
/// partition the order is that of the offsets, whatever its clock said. The feed holds what it has yet to take. Used by one thread at a time, but for <see cref="Taken"/>.
/// </summary>
internal sealed class ReferenceReader(ReferenceFeed feed, ReferenceHistory history, ReferenceOffsets taken) : IAsyncDisposable
{
    private readonly SortedDictionary<TopicPartition, Lane> _lanes = new(Comparer<TopicPartition>.Create(
        (a, b) => string.CompareOrdinal(a.Topic, b.Topic) is var byTopic && byTopic != 0 ? byTopic : a.Partition.CompareTo(b.Partition)));

    private ReferenceOffsets _taken = taken;

    // The earliest head of all lanes, once it is known; asked for each message, while references are few.
    private (TopicPartition Partition, Lane Lane)? _first;
    private bool _isFirstKnown;

    /// <summary>How far it has taken them: what was read since may be read again.</summary>
    public ReferenceOffsets Taken => Volatile.Read(ref _taken);

    /// <summary>How far the feed has read.</summary>
    public ReferenceOffsets Read => feed.Read;

    /// <inheritdoc cref="ReferenceFeed.ReadToEndAsync"/>
    public ValueTask ReadToEndAsync(CancellationToken cancellationToken) => feed.ReadToEndAsync(cancellationToken);

    /// <summary>Whether the feed has read up to there, of what it follows: a contract may have gone since that was recorded.</summary>
    public bool Reaches(ReferenceOffsets plan)
    {
        var read = Read;
        return plan.Entries.All(entry => !feed.IsFollowed(entry.Key) || read[entry.Key] >= entry.Value);
    }

    /// <summary>Reads from <see cref="Taken"/> on again, up to there.</summary>
    public void Begin(ReferenceOffsets upTo)
    {
        _isFirstKnown = false;
        foreach (var (partition, end) in upTo.Entries.Where(entry => feed.IsFollowed(entry.Key)))
        {
            if (!_lanes.TryGetValue(partition, out var lane))
            {
                _lanes.Add(partition, lane = new Lane());
            }

            lane.BeginAt(Taken[partition], end);
        }
    }

    /// <summary>How far it has read since <see cref="Begin"/>.</summary>
    public ReferenceOffsets Position => Taken.With(_lanes.Select(lane => KeyValuePair.Create(lane.Key, lane.Value.Next)));

    /// <summary>Whether there is one that the log took at this instant or before.</summary>
    public async ValueTask<bool> HasAsync(DateTimeOffset latest, CancellationToken cancellationToken)
    {
        if (!_isFirstKnown)
        {
            _first = await FirstAsync(cancellationToken);
            _isFirstKnown = true;
        }

        return _first is { } first && first.Lane.Head.AppendedAt <= latest;
    }

    /// <summary>The next one that the log took at this instant or before; null where there is none.</summary>
    public async ValueTask<Reference?> NextAsync(DateTimeOffset latest, CancellationToken cancellationToken)
    {
        if (!await HasAsync(latest, cancellationToken) || _first is not { } first)
        {
            return null;
        }

        _isFirstKnown = false;
        return new Reference(feed.ContractOf(first.Partition), first.Partition, first.Lane.Take());
    }

    /// <summary>All of them up to there, one after another.</summary>
    public async IAsyncEnumerable<Reference> UpToAsync(ReferenceOffsets upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Begin(upTo);
        while (await NextAsync(DateTimeOffset.MaxValue, cancellationToken) is { } reference)
        {
            yield return reference;
        }
    }

    public void Take(ReferenceOffsets upTo)
    {
        if (!Taken.Reaches(upTo))
        {
            Volatile.Write(ref _taken, upTo);
            feed.Forget();
        }
    }

    /// <summary>Lets go of the log, which it reads only while it stands further back than the feed holds.</summary>
    public ValueTask RestAsync() => history.CloseAsync();

    public async ValueTask DisposeAsync()
    {
        feed.Forget(left: this);
        await history.DisposeAsync();
    }

    private async ValueTask<(TopicPartition Partition, Lane Lane)?> FirstAsync(CancellationToken cancellationToken)
    {
        (TopicPartition, Lane Lane)? first = null;
        foreach (var (partition, lane) in _lanes)
        {
            if (lane.IsDry && !lane.IsDone)
            {
                lane.Fill(await feed.StretchAsync(new ReferenceRange(partition, lane.Next, lane.End), history, cancellationToken));
            }

            if (!lane.IsDry && (first is null || lane.Head.AppendedAt < first.Value.Lane.Head.AppendedAt))
            {
                first = (partition, lane);
            }
        }

        return first;
    }

    // What was read of one broadcast partition and not handed out yet.
    private sealed class Lane
    {
        private readonly Queue<LogRecord> _records = [];
        private long _filledTo;

        /// <summary>One past what was handed out.</summary>
        public long Next { get; private set; }

        public long End { get; private set; }

        public bool IsDry => _records.Count == 0 || Head.Offset >= End;

        public bool IsDone => _filledTo >= End;

        public LogRecord Head => _records.Peek();

        // What is here already stays, where it goes on from there.
        public void BeginAt(long from, long end)
        {
            if (from != Next)
            {
                _records.Clear();
                (Next, _filledTo) = (from, from);
            }

            End = end;
        }

        public void Fill((List<LogRecord> Records, long Next) read)
        {
            read.Records.ForEach(_records.Enqueue);
            _filledTo = read.Next;
            if (_records.Count == 0)
            {
                // Retention has taken it away, or there never was any: it counts as read.
                Next = read.Next;
            }
        }

        public LogRecord Take()
        {
            var record = _records.Dequeue();
            Next = _records.Count == 0 ? _filledTo : record.Offset + 1;
            return record;
        }
    }
}
