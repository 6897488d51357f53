using System.Buffers.Binary;

namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>Finds the positions in the messages that carry some.</summary>
public static class PositionMessages
{
    private const byte BlindArea = 1;

    /// <param name="complaint">What of the message could not be read; what could is returned all the same.</param>
    /// <returns>The positions in the order sent; none of a message that carries none.</returns>
    public static IReadOnlyList<PositionReport> Read(ushort messageId, ReadOnlySpan<byte> body, out string? complaint)
    {
        switch (messageId)
        {
            case MessageIds.Position:
                return One(body, out complaint);
            case MessageIds.PositionReply or MessageIds.ControlReply when body.Length >= 2:
                return One(body[2..], out complaint);
            case MessageIds.PositionBatch:
                return Batch(body, out complaint);
            default:
                complaint = null;
                return [];
        }
    }

    private static PositionReport[] One(ReadOnlySpan<byte> body, out string? complaint)
    {
        var position = PositionBody.Read(body);
        complaint = position is null ? $"the position has {body.Length} bytes; at least {PositionBody.BaseLength} are needed" : null;
        return position is null ? [] : [position];
    }

    private static List<PositionReport> Batch(ReadOnlySpan<byte> body, out string? complaint)
    {
        var positions = new List<PositionReport>();
        complaint = null;
        if (body.Length < 3)
        {
            complaint = $"the batch has {body.Length} bytes; a count and a type are needed";
            return positions;
        }

        var count = BinaryPrimitives.ReadUInt16BigEndian(body);
        var isResend = body[2] == BlindArea;
        body = body[3..];
        for (var i = 0; i < count; i++)
        {
            if (body.Length < 2 || body.Length < 2 + BinaryPrimitives.ReadUInt16BigEndian(body))
            {
                complaint = $"the batch ends in item {i + 1} of {count}";
                break;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(body);
            if (PositionBody.Read(body.Slice(2, length), isResend) is { } position)
            {
                positions.Add(position);
            }
            else
            {
                complaint = $"item {i + 1} of {count} has {length} bytes; at least {PositionBody.BaseLength} are needed";
            }

            body = body[(2 + length)..];
        }

        return positions;
    }
}
