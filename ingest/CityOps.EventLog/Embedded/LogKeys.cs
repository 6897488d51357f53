using System.Buffers.Binary;
using System.Text;

namespace CityOps.EventLog.Embedded;

/// <summary>
/// The layout of keys. Big-endian, so that the order of bytes is the order of offsets: a partition is one range, and reading it is a scan.
/// Topic number 0 holds what the log knows of itself.
/// </summary>
internal static class LogKeys
{
    /// <summary>topic number (4), partition (4), offset (8).</summary>
    public const int RecordLength = 16;

    private const byte TopicTag = (byte)'t';
    private const byte EarliestTag = (byte)'e';

    public static ReadOnlySpan<byte> TopicPrefix => [0, 0, 0, 0, TopicTag];

    public static byte[] Record(uint topic, int partition, long offset)
    {
        var key = new byte[RecordLength];
        WriteRecord(key, topic, partition, offset);
        return key;
    }

    public static void WriteRecord(Span<byte> key, uint topic, int partition, long offset)
    {
        BinaryPrimitives.WriteUInt32BigEndian(key, topic);
        BinaryPrimitives.WriteInt32BigEndian(key[4..], partition);
        BinaryPrimitives.WriteInt64BigEndian(key[8..], offset);
    }

    public static bool IsOf(ReadOnlySpan<byte> key, uint topic, int partition) =>
        key.Length == RecordLength
        && BinaryPrimitives.ReadUInt32BigEndian(key) == topic
        && BinaryPrimitives.ReadInt32BigEndian(key[4..]) == partition;

    public static long OffsetOf(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt64BigEndian(key[8..]);

    public static byte[] Topic(string name) => [.. TopicPrefix, .. Encoding.UTF8.GetBytes(name)];

    public static bool IsTopic(ReadOnlySpan<byte> key) => key.StartsWith(TopicPrefix);

    public static string TopicNameOf(ReadOnlySpan<byte> key) => Encoding.UTF8.GetString(key[TopicPrefix.Length..]);

    /// <summary>Where the first offset still held is kept.</summary>
    public static byte[] Earliest(uint topic, int partition)
    {
        var key = new byte[13];
        key[4] = EarliestTag;
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(5), topic);
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(9), partition);
        return key;
    }
}
