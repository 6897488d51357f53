using System.Text;
using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>Up to where a processor has taken each partition of its broadcast topics: one past the last record.</summary>
public sealed class ReferenceOffsets(IReadOnlyDictionary<TopicPartition, long> next)
{
    public static ReferenceOffsets None { get; } = new(new Dictionary<TopicPartition, long>());

    public long this[TopicPartition partition] => next.GetValueOrDefault(partition, 0);

    /// <summary>Whether every partition is at least as far as in <paramref name="other"/>.</summary>
    public bool Reaches(ReferenceOffsets other) => other.Entries.All(entry => this[entry.Key] >= entry.Value);

    public IEnumerable<KeyValuePair<TopicPartition, long>> Entries => next;

    /// <summary>These, but some partitions as far as is said here.</summary>
    internal ReferenceOffsets With(IEnumerable<KeyValuePair<TopicPartition, long>> others)
    {
        var all = new Dictionary<TopicPartition, long>(next);
        foreach (var (partition, offset) in others)
        {
            all[partition] = offset;
        }

        return new ReferenceOffsets(all);
    }

    public byte[] Encode()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8))
        {
            Write(writer);
        }

        return stream.ToArray();
    }

    public static ReferenceOffsets Decode(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return None;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes.ToArray()), Encoding.UTF8);
        return Read(reader);
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(next.Count);
        foreach (var (partition, offset) in next.OrderBy(e => e.Key.Topic, StringComparer.Ordinal).ThenBy(e => e.Key.Partition))
        {
            writer.Write(partition.Topic);
            writer.Write(partition.Partition);
            writer.Write(offset);
        }
    }

    internal static ReferenceOffsets Read(BinaryReader reader)
    {
        var offsets = new Dictionary<TopicPartition, long>();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            offsets[new TopicPartition(reader.ReadString(), reader.ReadInt32())] = reader.ReadInt64();
        }

        return new ReferenceOffsets(offsets);
    }
}
