using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>A stretch of one partition: from an offset to one past the last.</summary>
internal readonly record struct ReferenceRange(TopicPartition Partition, long From, long To);

/// <summary>The last records of each partition, contiguous, up to so many bytes in all; the oldest to come go first. Not thread-safe.</summary>
internal sealed class HeldReferences(long mostBytes)
{
    private readonly Dictionary<TopicPartition, long> _from = [];
    private readonly LinkedList<Reference> _records = [];

    public long Bytes { get; private set; }

    public void Add(Reference reference)
    {
        _records.AddLast(reference);
        Bytes += BytesOf(reference);
        while (Bytes > mostBytes)
        {
            var oldest = _records.First!.Value;
            _from[oldest.Partition] = oldest.Record.Offset + 1;
            _records.RemoveFirst();
            Bytes -= BytesOf(oldest);
        }
    }

    /// <summary>Nobody needs the partition's records before this offset any more, or they were never held.</summary>
    public void Forget(TopicPartition partition, long before)
    {
        if (before <= _from.GetValueOrDefault(partition))
        {
            return;
        }

        _from[partition] = before;
        for (var node = _records.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Partition == partition && node.Value.Record.Offset < before)
            {
                Bytes -= BytesOf(node.Value);
                _records.Remove(node);
            }

            node = next;
        }
    }

    /// <summary>What is held of the ranges, and the parts of them that are not.</summary>
    public (List<Reference> Held, List<ReferenceRange> Missing) Between(IEnumerable<ReferenceRange> ranges)
    {
        var wanted = ranges.Where(range => range.From < range.To).ToDictionary(range => range.Partition);
        var held = _records.Where(r => wanted.TryGetValue(r.Partition, out var range) && r.Record.Offset >= range.From && r.Record.Offset < range.To).ToList();
        var missing = wanted.Values
            .Select(range => range with { To = Math.Min(range.To, _from.GetValueOrDefault(range.Partition)) })
            .Where(range => range.From < range.To)
            .ToList();
        return (held, missing);
    }

    private static long BytesOf(Reference reference) => reference.Record.Value.Length + reference.Record.Key.Length;
}
