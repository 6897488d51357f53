namespace CityOps.Contracts.Codecs.Csv;

/// <summary>Walks over the values of one CSV record, without its line end. Values without doubled quotes are not copied.</summary>
/// <param name="record">The record without its line end.</param>
/// <param name="scratch">Room for a value whose doubled quotes are undone: as long as the record.</param>
public ref struct CsvFields(ReadOnlySpan<byte> record, byte[] scratch)
{
    private readonly ReadOnlySpan<byte> _record = record;
    private readonly byte[] _scratch = scratch;
    private int _next;
    private bool _ended;

    /// <summary>The value at hand, without its quotes. Valid until the next move.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Whether something stands between a closing quote and the next comma, or a quote is never closed.</summary>
    public bool IsMalformed { get; private set; }

    public bool MoveNext()
    {
        if (_ended)
        {
            return false;
        }

        if (_next < _record.Length && _record[_next] == '"')
        {
            ReadQuoted();
        }
        else
        {
            var rest = _record[_next..];
            var comma = rest.IndexOf((byte)',');
            Current = comma < 0 ? rest : rest[..comma];
            _next += Current.Length;
        }

        // A comma promises one more value, an empty one at the record's end included.
        _ended = _next >= _record.Length || _record[_next] != ',';
        _next++;
        return true;
    }

    private void ReadQuoted()
    {
        var from = _next + 1;
        var length = 0;
        while (true)
        {
            var quote = from >= _record.Length ? -1 : _record[from..].IndexOf((byte)'"');
            if (quote < 0)
            {
                IsMalformed = true;
                _next = _record.Length;
                Current = [];
                return;
            }

            var part = _record.Slice(from, quote);
            var close = from + quote;
            var doubled = close + 1 < _record.Length && _record[close + 1] == '"';
            if (!doubled && length == 0)
            {
                Finish(part, close);
                return;
            }

            part.CopyTo(_scratch.AsSpan(length));
            length += part.Length;
            if (!doubled)
            {
                Finish(_scratch.AsSpan(0, length), close);
                return;
            }

            _scratch[length++] = (byte)'"';
            from = close + 2;
        }
    }

    private void Finish(ReadOnlySpan<byte> value, int close)
    {
        Current = value;
        _next = close + 1;
        if (_next < _record.Length && _record[_next] != ',')
        {
            IsMalformed = true;
            _next = _record.Length;
        }
    }
}
