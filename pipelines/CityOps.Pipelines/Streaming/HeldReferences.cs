using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>The last records of each partition, contiguous, up to so many bytes in all; where there are more, the fullest partition lets its oldest go. Not thread-safe.</summary>
internal sealed class HeldReferences(long mostBytes)
{
    private readonly Dictionary<TopicPartition, Stretch> _stretches = [];

    public long Bytes { get; private set; }

    public void Add(TopicPartition partition, LogRecord record)
    {
        var stretch = StretchOf(partition);
        stretch.Records.Enqueue(record);
        Count(stretch, BytesOf(record));
        while (Bytes > mostBytes)
        {
            DropOldest(_stretches.Values.MaxBy(s => s.Bytes)!);
        }
    }

    /// <summary>Nobody needs the partition's records before this offset any more, or they were never held.</summary>
    public void Forget(TopicPartition partition, long before)
    {
        var stretch = StretchOf(partition);
        while (stretch.Records.TryPeek(out var oldest) && oldest.Offset < before)
        {
            DropOldest(stretch);
        }

        stretch.From = Math.Max(stretch.From, before);
    }

    /// <summary>From which offset on everything is held that came.</summary>
    public long FromOf(TopicPartition partition) => StretchOf(partition).From;

    /// <summary>The first records of a range that is held, at least one and at most about so many bytes, and one past what they cover.</summary>
    public (List<LogRecord> Records, long Next) Read(ReferenceRange range, long mostBytesRead)
    {
        var records = new List<LogRecord>();
        var bytes = 0L;
        foreach (var record in StretchOf(range.Partition).Records.SkipWhile(record => record.Offset < range.From).TakeWhile(record => record.Offset < range.To))
        {
            if (bytes >= mostBytesRead)
            {
                return (records, record.Offset);
            }

            records.Add(record);
            bytes += BytesOf(record);
        }

        return (records, range.To);
    }

    private Stretch StretchOf(TopicPartition partition)
    {
        if (!_stretches.TryGetValue(partition, out var stretch))
        {
            _stretches.Add(partition, stretch = new Stretch());
        }

        return stretch;
    }

    private void DropOldest(Stretch stretch)
    {
        var oldest = stretch.Records.Dequeue();
        stretch.From = oldest.Offset + 1;
        Count(stretch, -BytesOf(oldest));
    }

    private void Count(Stretch stretch, long bytes)
    {
        stretch.Bytes += bytes;
        Bytes += bytes;
    }

    private static long BytesOf(LogRecord record) => record.Value.Length + record.Key.Length;

    private sealed class Stretch
    {
        public Queue<LogRecord> Records { get; } = [];

        public long From { get; set; }

        public long Bytes { get; set; }
    }
}
