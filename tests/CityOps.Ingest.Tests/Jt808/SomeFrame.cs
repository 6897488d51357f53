using System.Buffers.Binary;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Tests.Jt808;

/// <summary>Frames made by the rules of the protocol.</summary>
internal static class SomeFrame
{
    public static readonly DateTimeOffset At = new(2026, 3, 1, 16, 30, 5, TimeSpan.Zero);

    /// <returns>Hexadecimal digits of a whole frame as sent.</returns>
    public static string Of(ushort messageId, byte[] body, bool is2019 = false, ushort attributes = 0, ushort serial = 7, ushort packages = 0, ushort package = 0)
    {
        byte[] header = is2019
            ? [0, 0, 0, 0, 1, 0, 0, 0, 0, 0x01, 0x38, 0x00, 0x13, 0x80, 0x00, 0, 7]
            : [0, 0, 0, 0, 0x01, 0x38, 0x00, 0x13, 0x80, 0x00, 0, 7];
        BinaryPrimitives.WriteUInt16BigEndian(header, messageId);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(attributes | body.Length | (is2019 ? 0x4000 : 0)));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(header.Length - 2), serial);
        if (packages > 0)
        {
            header[2] |= 0x20;
            header = [.. header, (byte)(packages >> 8), (byte)packages, (byte)(package >> 8), (byte)package];
        }

        byte[] plain = [.. header, .. body];
        plain = [.. plain, Frame.Check(plain)];
        var wire = new byte[FrameEscape.MaxEncodedLength(plain.Length)];
        return Convert.ToHexStringLower(wire.AsSpan(0, FrameEscape.Encode(plain, wire)));
    }

    public static byte[] Position(int latE6 = 31_230_000, int lonE6 = 121_470_000, uint status = 3, params byte[] extras)
    {
        var body = new byte[PositionBody.BaseLength];
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(4), status);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(8), latE6);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(12), lonE6);
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(18), 455);
        BcdClock.Write(At, body.AsSpan(22));
        return [.. body, .. extras];
    }
}
