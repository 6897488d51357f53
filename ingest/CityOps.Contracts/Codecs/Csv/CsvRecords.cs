using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Codecs.Csv;

/// <summary>Takes one record after another from the bytes at hand. What cannot be a record is taken too, with what is wrong, so that rows keep their numbers.</summary>
internal sealed class CsvRecords(int maxRowBytes)
{
    private readonly CsvScanner _scanner = new();
    private int _emptyLines;
    private bool _started;
    private bool _skipping;

    private Refusal TooLong => Reasons.RowTooLong(maxRowBytes);

    /// <summary>How many empty lines lay before the record at hand: rows are numbered as an editor numbers lines.</summary>
    public int EmptyLines { get; private set; }

    /// <summary>Takes the next record; empty lines are none.</summary>
    /// <param name="line">The record without its line end, valid until more is read.</param>
    /// <param name="fault">What is wrong with the record as a whole, or null.</param>
    /// <returns>False where no whole record is at hand.</returns>
    public bool TryTake(BodyBuffer input, out ReadOnlyMemory<byte> line, out Refusal? fault)
    {
        line = default;
        fault = null;
        if (!_started && !TrySkipMark(input))
        {
            return false;
        }

        while (line.IsEmpty)
        {
            if (input.Unread.IsEmpty || (_skipping && !SkipToLineEnd(input)))
            {
                return false;
            }

            var length = Measure(input, out fault);
            if (length == 0)
            {
                return false;
            }

            line = TrimLineEnd(input.UnreadMemory[..length]);
            input.Advance(length);
            _emptyLines += line.IsEmpty ? 1 : 0;
        }

        (EmptyLines, _emptyLines) = (_emptyLines, 0);
        return true;
    }

    // The length of the next record with its line end; 0 where it is not at hand.
    private int Measure(BodyBuffer input, out Refusal? fault)
    {
        var unread = input.Unread;
        var length = unread.IsEmpty ? 0 : _scanner.FindEnd(unread, input.Ended);
        fault = length > maxRowBytes ? TooLong : null;
        var tooLong = unread.Length > maxRowBytes;
        if (length > 0 || (!tooLong && !input.Ended))
        {
            return length;
        }

        var inQuotes = _scanner.InQuotes;
        _scanner.Restart();
        if (!tooLong && !inQuotes)
        {
            return unread.Length;
        }

        // Where a quote is never closed, the lines after it are likely sound: only the first one is given up.
        var lineEnd = unread.IndexOf((byte)'\n');
        _skipping = lineEnd < 0;
        fault = inQuotes && lineEnd >= 0 && lineEnd < maxRowBytes || !tooLong ? Reasons.UnclosedQuote : TooLong;
        return lineEnd < 0 ? unread.Length : lineEnd + 1;
    }

    private bool TrySkipMark(BodyBuffer input)
    {
        if (input.Unread.Length < 3 && !input.Ended)
        {
            return false;
        }

        _started = true;
        input.Advance(input.Unread.StartsWith("\uFEFF"u8) ? 3 : 0);
        return true;
    }

    private bool SkipToLineEnd(BodyBuffer input)
    {
        var lineEnd = input.Unread.IndexOf((byte)'\n');
        _skipping = lineEnd < 0;
        input.Advance(lineEnd < 0 ? input.Unread.Length : lineEnd + 1);
        return !_skipping;
    }

    private static ReadOnlyMemory<byte> TrimLineEnd(ReadOnlyMemory<byte> line)
    {
        if (line.Span.EndsWith("\n"u8))
        {
            line = line[..^1];
        }

        return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
