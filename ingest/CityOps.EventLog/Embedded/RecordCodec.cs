using System.Buffers.Binary;
using System.Text;

namespace CityOps.EventLog.Embedded;

/// <summary>
/// How a record lies in the store: version (1), appended at (8, Unix milliseconds), length of the key (4), key, number of headers (4), each
/// with the lengths (4) and bytes of name and value, then the value to the end. RocksDB checks its own sums on reading.
/// </summary>
internal static class RecordCodec
{
    private const byte Version = 1;
    private const int FixedLength = 1 + 8 + 4 + 4;

    public static int LengthOf(LogAppend record)
    {
        var length = FixedLength + record.Key.Length + record.Value.Length;
        for (var i = 0; i < record.Headers.Count; i++)
        {
            var header = record.Headers[i];
            length += 8 + Encoding.UTF8.GetByteCount(header.Name) + Encoding.UTF8.GetByteCount(header.Value);
        }

        return length;
    }

    public static void Write(Span<byte> target, LogAppend record, long appendedAtMs)
    {
        target[0] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(target[1..], appendedAtMs);
        var at = 9;
        at += WriteBytes(target[at..], record.Key.Span);
        BinaryPrimitives.WriteInt32LittleEndian(target[at..], record.Headers.Count);
        at += 4;
        for (var i = 0; i < record.Headers.Count; i++)
        {
            at += WriteText(target[at..], record.Headers[i].Name);
            at += WriteText(target[at..], record.Headers[i].Value);
        }

        record.Value.Span.CopyTo(target[at..]);
    }

    /// <param name="bytes">Memory of at least the source's length that the record keeps.</param>
    public static LogRecord Read(long offset, ReadOnlySpan<byte> source, byte[] bytes)
    {
        if (source.Length < FixedLength || source[0] != Version)
        {
            throw new EventLogException($"The record at offset {offset} was written by another version of CityOps: upgrade, or restore the log from a backup.");
        }

        source.CopyTo(bytes);
        var appendedAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(1)));
        var at = 9;
        var key = ReadBytes(bytes, ref at);
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
        at += 4;
        var headers = count == 0 ? [] : new LogHeader[count];
        for (var i = 0; i < count; i++)
        {
            headers[i] = new LogHeader(Encoding.UTF8.GetString(ReadBytes(bytes, ref at).Span), Encoding.UTF8.GetString(ReadBytes(bytes, ref at).Span));
        }

        return new LogRecord(offset, appendedAt, key, bytes.AsMemory(at, source.Length - at), headers);
    }

    private static int WriteBytes(Span<byte> target, ReadOnlySpan<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, bytes.Length);
        bytes.CopyTo(target[4..]);
        return 4 + bytes.Length;
    }

    private static int WriteText(Span<byte> target, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, target[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        return 4 + length;
    }

    private static ReadOnlyMemory<byte> ReadBytes(byte[] bytes, ref int at)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
        var slice = bytes.AsMemory(at + 4, length);
        at += 4 + length;
        return slice;
    }
}
