using System.Buffers.Binary;

namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>Reads the body of a position (0x0200): 28 bytes, then extras of id, length and value.</summary>
public static class PositionBody
{
    public const int BaseLength = 28;

    private const uint South = 1 << 2;
    private const uint West = 1 << 3;

    /// <returns>Null where the base part is not whole; malformed extras do not matter.</returns>
    public static PositionReport? Read(ReadOnlySpan<byte> body, bool isResend = false)
    {
        if (body.Length < BaseLength)
        {
            return null;
        }

        var status = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        var extras = ReadExtras(body[BaseLength..], out var trailing);
        return new PositionReport(
            BcdClock.Read(body.Slice(22, 6)),
            Signed(BinaryPrimitives.ReadInt32BigEndian(body[8..]), (status & South) != 0),
            Signed(BinaryPrimitives.ReadInt32BigEndian(body[12..]), (status & West) != 0),
            BinaryPrimitives.ReadUInt16BigEndian(body[18..]),
            BinaryPrimitives.ReadUInt16BigEndian(body[20..]),
            BinaryPrimitives.ReadInt16BigEndian(body[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(body),
            status,
            extras,
            trailing,
            isResend);
    }

    // Some terminals set the bit, some send two's complement, some both. int.MinValue has no positive twin.
    private static int Signed(int value, bool isNegative) => isNegative && value > 0 ? -value : value;

    private static List<PositionExtra> ReadExtras(ReadOnlySpan<byte> bytes, out ReadOnlyMemory<byte> trailing)
    {
        var extras = new List<PositionExtra>();
        while (bytes.Length >= 2 && bytes.Length >= 2 + bytes[1])
        {
            extras.Add(new PositionExtra(bytes[0], bytes.Slice(2, bytes[1]).ToArray()));
            bytes = bytes[(2 + bytes[1])..];
        }

        trailing = bytes.ToArray();
        return extras;
    }
}
