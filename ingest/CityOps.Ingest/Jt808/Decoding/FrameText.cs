using System.Buffers;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Decoding;

/// <summary>Decodes a line of hexadecimal digits, such as a support engineer copies from a log.</summary>
public static class FrameText
{
    /// <param name="line">
    /// Frames with their delimiters, or the bare body of one position (0x0200). Blanks, a leading 0x, and either case of the digits are fine.
    /// </param>
    /// <returns>The first frame of the line, which holds the others.</returns>
    public static DecodedFrame Decode(string line)
    {
        var digits = string.Concat(line.Where(c => !char.IsWhiteSpace(c)));
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        var bytes = new byte[digits.Length / 2];
        if (digits.Length % 2 != 0 || Convert.FromHexString(digits, bytes, out _, out _) != OperationStatus.Done)
        {
            return DecodedFrame.Failed("the line is not made of pairs of hexadecimal digits");
        }

        if (!bytes.Contains(FrameScanner.Delimiter))
        {
            return Body(bytes);
        }

        var frames = Frames(bytes);
        return frames.Error is null ? frames : Unescaped(bytes) ?? frames;
    }

    private static DecodedFrame Frames(byte[] bytes)
    {
        var rest = new ReadOnlySequence<byte>(bytes);
        var decoded = new List<DecodedFrame>();
        while (FrameScanner.TryRead(ref rest, out var frame))
        {
            decoded.Add(DecodedFrame.Of(frame.ToArray()));
        }

        // A single 7E left over is the end of the last frame.
        if (rest.Length > 1)
        {
            decoded.Add(DecodedFrame.Failed($"incomplete frame: {rest.Length} bytes without a closing 7e"));
        }

        return decoded.Count switch
        {
            0 => DecodedFrame.Failed("the line holds no frame"),
            1 => decoded[0],
            _ => decoded[0] with { More = decoded[1..] },
        };
    }

    // Logs of some platforms hold frames whose escapes were undone already, so that 7e and 7d stand inside them.
    private static DecodedFrame? Unescaped(byte[] bytes) =>
        bytes.Length > 2 && bytes[0] == FrameScanner.Delimiter && bytes[^1] == FrameScanner.Delimiter
        && DecodedFrame.OfPlain(bytes.AsSpan(1..^1)) is { Error: null } frame
            ? frame with { Warning = frame.Warning ?? "the line is no frame as sent: its escapes were undone" }
            : null;

    private static DecodedFrame Body(byte[] bytes)
    {
        var positions = PositionMessages.Read(MessageIds.Position, bytes, out var complaint);
        return complaint is not null
            ? DecodedFrame.Failed("no delimiter 7e, and as the body of a position " + complaint)
            : DecodedFrame.OfBody(positions);
    }
}
