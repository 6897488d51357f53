using System.Buffers;
using System.Globalization;
using System.Text;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Decoding;

/// <summary>Decodes a line of hexadecimal digits, such as a support engineer copies from a log.</summary>
public static class FrameText
{
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>What logs put between bytes.</summary>
    private const string Separators = ":-,;\"'[]";

    /// <param name="line">
    /// Frames with their delimiters, or the bare body of one position (0x0200). Blanks, colons, dashes, commas and quotes between the digits, 0x before them, and either case are fine.
    /// </param>
    /// <param name="joiner">Puts packages together over several lines; null where each frame stands alone.</param>
    /// <returns>The first frame of the line, which holds the others.</returns>
    public static DecodedFrame Decode(string line, PackageJoiner? joiner = null)
    {
        var (digits, strange) = DigitsOf(line);
        if (strange is { } at)
        {
            return DecodedFrame.Failed(string.Create(CultureInfo.InvariantCulture, $"the line is not made of pairs of hexadecimal digits: its character {at + 1} is none"));
        }

        if (digits.Length == 0)
        {
            return DecodedFrame.Failed("the line is empty");
        }

        var bytes = new byte[digits.Length / 2];
        if (digits.Length % 2 != 0 || Convert.FromHexString(digits, bytes, out _, out _) != OperationStatus.Done)
        {
            return DecodedFrame.Failed(string.Create(CultureInfo.InvariantCulture, $"the line is not made of pairs of hexadecimal digits: it has {digits.Length}"));
        }

        if (!bytes.Contains(FrameScanner.Delimiter))
        {
            return Bare(bytes, joiner);
        }

        var frames = Frames(bytes, joiner);
        return frames.Error is null ? frames : Unescaped(bytes, joiner) ?? frames;
    }

    // The first character that belongs neither to a byte nor between two of them.
    private static (string Digits, int? Strange) DigitsOf(string line)
    {
        var digits = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
        {
            if (char.IsAsciiHexDigit(line[i]))
            {
                digits.Append(line[i]);
            }
            else if (line[i] is 'x' or 'X' && digits.Length > 0 && digits[^1] == '0' && line[i - 1] == '0')
            {
                digits.Length--;
            }
            else if (!char.IsWhiteSpace(line[i]) && line[i] != ByteOrderMark && !Separators.Contains(line[i], StringComparison.Ordinal))
            {
                return ("", i);
            }
        }

        return (digits.ToString(), null);
    }

    private static DecodedFrame Frames(byte[] bytes, PackageJoiner? joiner)
    {
        var rest = new ReadOnlySequence<byte>(bytes);
        var decoded = new List<DecodedFrame>();
        while (FrameScanner.TryRead(ref rest, out var frame))
        {
            decoded.Add(DecodedFrame.Of(frame.ToArray(), joiner));
        }

        // A single 7E left over is the end of the last frame.
        if (rest.Length > 1)
        {
            decoded.Add(DecodedFrame.Failed($"incomplete frame: {rest.Length} bytes without a closing 7e"));
        }

        if (decoded.Count == 0)
        {
            return DecodedFrame.Failed("the line holds no frame");
        }

        var before = bytes.AsSpan().IndexOf(FrameScanner.Delimiter);
        var first = before == 0 ? decoded[0] : decoded[0] with { Warning = decoded[0].Warning ?? string.Create(CultureInfo.InvariantCulture, $"{before} bytes before the first 7e belong to no frame") };
        return decoded.Count == 1 ? first : first with { More = decoded[1..] };
    }

    // Logs of some platforms hold frames whose escapes were undone already, so that 7e and 7d stand inside them.
    private static DecodedFrame? Unescaped(byte[] bytes, PackageJoiner? joiner) =>
        bytes.Length > 2 && bytes[0] == FrameScanner.Delimiter && bytes[^1] == FrameScanner.Delimiter
        && DecodedFrame.OfPlain(bytes.AsSpan(1..^1)).Error is null
            ? WithWarning(DecodedFrame.OfPlain(bytes.AsSpan(1..^1), joiner), "the line is no frame as sent: its escapes were undone")
            : null;

    // Length and checksum tell a frame that lost its delimiters from the body of a position.
    private static DecodedFrame Bare(byte[] bytes, PackageJoiner? joiner)
    {
        if (DecodedFrame.Of(bytes).Error is null)
        {
            return WithWarning(DecodedFrame.Of(bytes, joiner), "the frame has no delimiters 7e");
        }

        var positions = PositionMessages.Read(MessageIds.Position, bytes, out var complaint);
        complaint ??= positions.Any(position => !position.IsOnEarth) ? "it lies nowhere on Earth" : null;
        return complaint is not null
            ? DecodedFrame.Failed("no delimiter 7e, and as the body of a position " + complaint)
            : DecodedFrame.OfBody(positions);
    }

    private static DecodedFrame WithWarning(DecodedFrame frame, string warning) => frame with { Warning = frame.Warning ?? warning };
}
