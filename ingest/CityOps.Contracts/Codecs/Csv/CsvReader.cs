using CityOps.Contracts.Batches;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Codecs.Csv;

/// <summary>
/// RFC 4180: a header line that names the columns, in any order; values in quotes may hold commas, doubled quotes and line ends; lines end in LF or CRLF;
/// a byte order mark is skipped. Empty lines are no rows.
/// </summary>
internal sealed class CsvReader(ContractSchema schema, DecodeLimits limits) : RowReader
{
    private const string Unclosed = "holds a quote that is never closed; double a quote inside a value";

    private readonly CsvScanner _scanner = new();
    private byte[] _scratch = new byte[1024];
    private int[]? _columns;
    private bool _skipping;

    public override void Consume(BodyBuffer input, RowCollector rows)
    {
        if (_columns is null && !TryReadHeader(input))
        {
            return;
        }

        while (!rows.IsFull && TryTakeLine(input, rows, out var length))
        {
            if (length > 0)
            {
                ReadRow(TrimLineEnd(input.Unread[..length]), rows);
                input.Advance(length);
            }
        }
    }

    private string TooLong => $"is longer than {limits.MaxRowBytes} bytes";

    private bool TryReadHeader(BodyBuffer input)
    {
        var unread = input.Unread;
        if (unread.Length < 3 && !input.Ended)
        {
            return false;
        }

        var mark = unread.StartsWith("\uFEFF"u8) ? 3 : 0;
        var length = _scanner.FindEnd(unread[mark..], input.Ended);
        if (length == 0 && !input.Ended && unread.Length <= limits.MaxRowBytes)
        {
            return false;
        }

        if (length == 0 && !input.Ended)
        {
            throw new UndecodableBodyException($"The header is longer than {limits.MaxRowBytes} bytes; this is hardly a CSV file.");
        }

        var header = length == 0 ? unread[mark..] : unread.Slice(mark, length);
        _columns = CsvHeader.Read(TrimLineEnd(header), schema);
        _scanner.Restart();
        input.Advance(mark + header.Length);
        return true;
    }

    // True with the length of a whole line, or with 0 where bytes were dropped and it is worth looking again.
    private bool TryTakeLine(BodyBuffer input, RowCollector rows, out int length)
    {
        length = 0;
        var unread = input.Unread;
        if (unread.IsEmpty)
        {
            return false;
        }

        if (_skipping)
        {
            return SkipToLineEnd(input);
        }

        length = _scanner.FindEnd(unread, input.Ended);
        if (length > 0 && length <= limits.MaxRowBytes)
        {
            return true;
        }

        if (length > 0)
        {
            Reject(input, rows, unread[..length], TooLong);
            length = 0;
            return true;
        }

        var tooLong = unread.Length > limits.MaxRowBytes;
        if (!tooLong && !input.Ended)
        {
            return false;
        }

        if (!tooLong && !_scanner.InQuotes)
        {
            length = unread.Length;
            _scanner.Restart();
            return true;
        }

        RejectFirstLine(input, rows, tooLong);
        length = 0;
        return true;
    }

    // Where a quote is never closed, the lines after it are likely sound: only the first one is given up.
    private void RejectFirstLine(BodyBuffer input, RowCollector rows, bool tooLong)
    {
        var unread = input.Unread;
        var lineEnd = unread.IndexOf((byte)'\n');
        var line = lineEnd >= 0 ? unread[..(lineEnd + 1)] : unread;
        var fits = lineEnd >= 0 && lineEnd < limits.MaxRowBytes;
        _skipping = lineEnd < 0;
        Reject(input, rows, line, tooLong && !fits ? TooLong : Unclosed);
        _scanner.Restart();
    }

    private static void Reject(BodyBuffer input, RowCollector rows, ReadOnlySpan<byte> line, string reason)
    {
        rows.BeginRow();
        rows.Fail(reason);
        rows.EndRow(TrimLineEnd(line));
        input.Advance(line.Length);
    }

    private bool SkipToLineEnd(BodyBuffer input)
    {
        var lineEnd = input.Unread.IndexOf((byte)'\n');
        _skipping = lineEnd < 0;
        input.Advance(lineEnd < 0 ? input.Unread.Length : lineEnd + 1);
        return !_skipping;
    }

    private void ReadRow(ReadOnlySpan<byte> line, RowCollector rows)
    {
        if (line.IsEmpty)
        {
            return;
        }

        if (_scratch.Length < line.Length)
        {
            _scratch = new byte[line.Length * 2];
        }

        rows.BeginRow();
        var count = 0;
        var fields = new CsvFields(line, _scratch);
        while (fields.MoveNext())
        {
            if (count < _columns!.Length && _columns[count] >= 0 && !fields.IsMalformed)
            {
                rows.Set(_columns[count], fields.Current);
            }

            count++;
        }

        if (fields.IsMalformed)
        {
            rows.Fail("has text after a closing quote; double a quote inside a value");
        }
        else if (count != _columns!.Length)
        {
            rows.Fail($"has {count} values where the header names {_columns.Length}");
        }

        rows.EndRow(line);
    }

    private static ReadOnlySpan<byte> TrimLineEnd(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\n"u8))
        {
            line = line[..^1];
        }

        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
