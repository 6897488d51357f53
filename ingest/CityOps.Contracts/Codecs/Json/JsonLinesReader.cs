using CityOps.Contracts.Batches;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Codecs.Json;

/// <summary>JSON lines: an object a line. Empty lines are no rows, but they count; a line that cannot be read costs only itself.</summary>
internal sealed class JsonLinesReader(ContractSchema schema, DecodeLimits limits) : RowReader
{
    private readonly JsonRow _row = new(schema);
    private int _scanned;
    private bool _started;
    private bool _skipping;

    public override void Consume(BodyBuffer input, RowCollector rows)
    {
        if (!_started && !TrySkipMark(input))
        {
            return;
        }

        while (!rows.IsFull && !input.Unread.IsEmpty)
        {
            var unread = input.Unread;
            var found = unread[_scanned..].IndexOf((byte)'\n');
            var isWhole = found >= 0 || input.Ended;
            var length = found >= 0 ? _scanned + found + 1 : unread.Length;
            if (!isWhole && length <= limits.MaxRowBytes && !_skipping)
            {
                _scanned = length;
                return;
            }

            TakeLine(unread[..length], rows);
            _skipping = !isWhole;
            _scanned = 0;
            input.Advance(length);
        }
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

    private void TakeLine(ReadOnlySpan<byte> line, RowCollector rows)
    {
        var json = line.Trim(" \t\r\n"u8);
        if (_skipping || json.IsEmpty)
        {
            rows.SkipRows(_skipping ? 0 : 1);
            return;
        }

        if (line.Length > limits.MaxRowBytes)
        {
            rows.BeginRow();
            rows.Fail(Reasons.RowTooLong(limits.MaxRowBytes));
            rows.EndRow(json);
        }
        else
        {
            _row.Read(json, rows);
        }
    }
}
