using System.Buffers;
using System.Buffers.Binary;

namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>Writes frames as they go over the wire: header, body, check byte, escapes, delimiters.</summary>
public static class FrameWriter
{
    /// <summary>The longest body of one frame: its length has ten bits. Longer messages go in packages.</summary>
    public const int MaxBody = 1_023;

    private const int LongestHeader = 21;
    private const ushort PackagedBit = 0x2000;
    private const ushort VersionBit = 0x4000;

    /// <summary>Writes one frame.</summary>
    /// <param name="header">The phone has 12 digits (2013) or 20 (2019), as <see cref="PhoneDigits.Pad"/> makes them.</param>
    /// <param name="body">At most <see cref="MaxBody"/> bytes.</param>
    public static void Write(IBufferWriter<byte> output, in FrameHeader header, ReadOnlySpan<byte> body)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, MaxBody, nameof(body));
        Span<byte> plain = stackalloc byte[LongestHeader + MaxBody + 1];
        var length = WriteHeader(header, body.Length, plain);
        body.CopyTo(plain[length..]);
        length += body.Length;
        plain[length] = Frame.Check(plain[..length]);
        length++;
        var wire = output.GetSpan(FrameEscape.MaxEncodedLength(length));
        output.Advance(FrameEscape.Encode(plain[..length], wire));
    }

    /// <summary>Writes a message of any length: one frame, or packages with serials that follow one another.</summary>
    /// <returns>How many frames, and so how many serials, it took.</returns>
    public static int WriteMessage(IBufferWriter<byte> output, in FrameHeader header, ReadOnlySpan<byte> body)
    {
        if (body.Length <= MaxBody)
        {
            Write(output, header, body);
            return 1;
        }

        var total = (body.Length + MaxBody - 1) / MaxBody;
        for (var index = 0; index < total; index++)
        {
            var package = header with { Serial = (ushort)(header.Serial + index), PackageTotal = (ushort)total, PackageIndex = (ushort)(index + 1) };
            Write(output, package, body.Slice(index * MaxBody, Math.Min(MaxBody, body.Length - (index * MaxBody))));
        }

        return total;
    }

    private static int WriteHeader(in FrameHeader header, int bodyLength, Span<byte> plain)
    {
        var attributes = bodyLength | (header.Is2019 ? VersionBit : 0) | (header.IsPackage ? PackagedBit : 0);
        BinaryPrimitives.WriteUInt16BigEndian(plain, header.MessageId);
        BinaryPrimitives.WriteUInt16BigEndian(plain[2..], (ushort)attributes);
        var length = 4;
        if (header.Is2019)
        {
            plain[length++] = 1;
        }

        Convert.FromHexString(header.Phone, plain.Slice(length, header.Phone.Length / 2), out _, out var phoneBytes);
        length += phoneBytes;
        BinaryPrimitives.WriteUInt16BigEndian(plain[length..], header.Serial);
        length += 2;
        if (header.IsPackage)
        {
            BinaryPrimitives.WriteUInt16BigEndian(plain[length..], header.PackageTotal);
            BinaryPrimitives.WriteUInt16BigEndian(plain[(length + 2)..], header.PackageIndex);
            length += 4;
        }

        return length;
    }
}
