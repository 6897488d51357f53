using System.Runtime.CompilerServices;
using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// One partition's own place in the references. It merges the broadcast partitions by when the log took their records, then by topic and partition; within a
/// partition the order is that of the offsets, whatever its clock said. The feed holds what it has yet to take. Used by one thread at a time, but for <see cref="Taken"/>.
/// </summary>
internal sealed class ReferenceReader(ReferenceFeed feed, ReferenceOffsets taken) : IDisposable
{
    private readonly SortedDictionary<TopicPartition, Lane> _lanes = new(Comparer<TopicPartition>.Create(
        (a, b) => string.CompareOrdinal(a.Topic, b.Topic) is var byTopic && byTopic != 0 ? byTopic : a.Partition.CompareTo(b.Partition)));

    private ReferenceOffsets _taken = taken;

    /// <summary>How far it has taken them: what was read since may be read again.</summary>
    public ReferenceOffsets Taken => Volatile.Read(ref _taken);

    /// <summary>How far the feed has read.</summary>
    public ReferenceOffsets Read => feed.Read;

    /// <inheritdoc cref="ReferenceFeed.ReadToEndAsync"/>
    public ValueTask ReadToEndAsync(CancellationToken cancellationToken) => feed.ReadToEndAsync(cancellationToken);

    /// <summary>Reads from <see cref="Taken"/> on again, up to there.</summary>
    public void Begin(ReferenceOffsets upTo)
    {
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

    /// <summary>The next one that the log took at this instant or before, which stays the next; null where there is none.</summary>
    public async ValueTask<Reference?> PeekAsync(DateTimeOffset latest, CancellationToken cancellationToken) =>
        await FirstAsync(latest, cancellationToken) is { } first ? ReferenceOf(first.Partition, first.Lane.Head) : null;

    /// <summary>The next one that the log took at this instant or before; null where there is none.</summary>
    public async ValueTask<Reference?> NextAsync(DateTimeOffset latest, CancellationToken cancellationToken) =>
        await FirstAsync(latest, cancellationToken) is { } first ? ReferenceOf(first.Partition, first.Lane.Take()) : null;

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

    public void Dispose() => feed.Forget(left: this);

    private Reference ReferenceOf(TopicPartition partition, LogRecord record) => new(feed.ContractOf(partition), partition, record);

    private async ValueTask<(TopicPartition Partition, Lane Lane)?> FirstAsync(DateTimeOffset latest, CancellationToken cancellationToken)
    {
        (TopicPartition, Lane Lane)? first = null;
        foreach (var (partition, lane) in _lanes)
        {
            if (lane.IsDry && !lane.IsDone)
            {
                lane.Fill(await feed.StretchAsync(new ReferenceRange(partition, lane.Next, lane.End), cancellationToken));
            }

            if (!lane.IsDry && lane.Head.AppendedAt <= latest && (first is null || lane.Head.AppendedAt < first.Value.Lane.Head.AppendedAt))
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
