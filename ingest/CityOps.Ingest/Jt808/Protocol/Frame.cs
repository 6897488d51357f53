using System.Buffers.Binary;

namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>One frame of JT/T 808 (2011, 2013 and 2019): a header, a body, and the XOR of both.</summary>
public readonly ref struct Frame
{
    private const int ShortHeader = 12;
    private const int LongHeader = 17;
    private const int LengthMask = 0x03FF;
    private const int EncryptionMask = 0x1C00;
    private const int PackagedBit = 0x2000;
    private const int VersionBit = 0x4000;

    private Frame(FrameHeader header, ReadOnlySpan<byte> body)
    {
        Header = header;
        Body = body;
    }

    public FrameHeader Header { get; }

    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Reads a frame whose delimiters are cut off and whose escapes are undone.</summary>
    /// <param name="plain">Header, body and check byte.</param>
    /// <param name="frame">What could be read; its header is there whenever the error is not <see cref="FrameError.TooShort"/>.</param>
    public static FrameError Read(ReadOnlySpan<byte> plain, out Frame frame)
    {
        frame = default;
        if (plain.Length < ShortHeader + 1)
        {
            return FrameError.TooShort;
        }

        var attributes = BinaryPrimitives.ReadUInt16BigEndian(plain[2..]);
        var is2019 = (attributes & VersionBit) != 0;
        var isPackage = (attributes & PackagedBit) != 0;
        var headerLength = (is2019 ? LongHeader : ShortHeader) + (isPackage ? 4 : 0);
        if (plain.Length < headerLength + 1)
        {
            return FrameError.TooShort;
        }

        var body = plain[headerLength..^1];
        frame = new Frame(HeaderOf(plain, is2019, isPackage), body);
        return Check(plain[..^1]) != plain[^1] ? FrameError.BadChecksum
            : (attributes & LengthMask) != body.Length ? FrameError.WrongLength
            : (attributes & EncryptionMask) != 0 ? FrameError.Encrypted
            : FrameError.None;
    }

    /// <summary>The XOR of all bytes.</summary>
    public static byte Check(ReadOnlySpan<byte> bytes)
    {
        byte check = 0;
        foreach (var value in bytes)
        {
            check ^= value;
        }

        return check;
    }

    private static FrameHeader HeaderOf(ReadOnlySpan<byte> plain, bool is2019, bool isPackage)
    {
        var phone = is2019 ? plain.Slice(5, 10) : plain.Slice(4, 6);
        var rest = plain[(is2019 ? 15 : 10)..];
        return new FrameHeader(
            BinaryPrimitives.ReadUInt16BigEndian(plain),
            Convert.ToHexStringLower(phone),
            BinaryPrimitives.ReadUInt16BigEndian(rest),
            is2019,
            isPackage ? BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) : (ushort)0,
            isPackage ? BinaryPrimitives.ReadUInt16BigEndian(rest[4..]) : (ushort)0);
    }
}
