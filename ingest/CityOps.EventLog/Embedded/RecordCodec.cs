using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace CityOps.EventLog.Embedded;

/// <summary>
/// How a record lies in the store: version (1), XXH3 of all that follows (8), appended at (8, Unix milliseconds), length of the key (4), key, number of
/// headers (4), each with the lengths (4) and bytes of name and value, then the value to the end. Records of version 1 lack the sum.
/// </summary>
/// <remarks>RocksDB's own sums are not checked where records are read: its library computes them without the processor's help, at a quarter of all that reading costs.</remarks>
internal static class RecordCodec
{
    private const byte Version = 2;
    private const byte VersionWithoutSum = 1;
    private const int SummedFrom = 1 + 8;
    private const int FixedLength = 8 + 4 + 4;

    public static int LengthOf(LogAppend record)
    {
        var length = SummedFrom + FixedLength + record.Key.Length + record.Value.Length;
        for (var i = 0; i < record.Headers.Count; i++)
        {
            var header = record.Headers[i];
            length += 8 + Encoding.UTF8.GetByteCount(header.Name) + Encoding.UTF8.GetByteCount(header.Value);
        }

        return length;
    }

    /// <param name="target">As long as the record: <see cref="LengthOf"/>.</param>
    public static void Write(Span<byte> target, LogAppend record, long appendedAtMs)
    {
        target[0] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(target[SummedFrom..], appendedAtMs);
        var at = SummedFrom + 8;
        at += WriteBytes(target[at..], record.Key.Span);
        BinaryPrimitives.WriteInt32LittleEndian(target[at..], record.Headers.Count);
        at += 4;
        for (var i = 0; i < record.Headers.Count; i++)
        {
            at += WriteText(target[at..], record.Headers[i].Name);
            at += WriteText(target[at..], record.Headers[i].Value);
        }

        record.Value.Span.CopyTo(target[at..]);
        BinaryPrimitives.WriteUInt64LittleEndian(target[1..], XxHash3.HashToUInt64(target[SummedFrom..]));
    }

    /// <param name="bytes">Memory of at least the source's length that the record keeps.</param>
    /// <exception cref="EventLogException">It is not what was written.</exception>
    public static LogRecord Read(long offset, ReadOnlySpan<byte> source, byte[] bytes)
    {
        source.CopyTo(bytes);
        var at = Check(offset, bytes.AsSpan(0, source.Length));
        var appendedAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at)));
        at += 8;
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

    /// <summary>When the log took a record, in Unix milliseconds; null where it is not what was written.</summary>
    public static long? AppendedAtMsOf(ReadOnlySpan<byte> record)
    {
        try
        {
            return BinaryPrimitives.ReadInt64LittleEndian(record[Check(0, record)..]);
        }
        catch (EventLogException)
        {
            return null;
        }
    }

    // Where the record goes on after its version and its sum.
    private static int Check(long offset, ReadOnlySpan<byte> record)
    {
        var start = record.IsEmpty ? 0 : record[0] switch { Version => SummedFrom, VersionWithoutSum => 1, _ => 0 };
        if (start == 0 || record.Length < start + FixedLength)
        {
            throw new EventLogException($"The record at offset {offset} was written by another version of CityOps: upgrade, or restore the log from a backup.");
        }

        if (start == SummedFrom && BinaryPrimitives.ReadUInt64LittleEndian(record[1..]) != XxHash3.HashToUInt64(record[SummedFrom..]))
        {
            throw new EventLogException($"The record at offset {offset} is damaged: restore the log from a backup.");
        }

        return start;
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
