namespace CityOps.Contracts.Codecs.Csv;

/// <summary>Finds where a CSV record ends. Remembers how far it has looked, so that no byte is looked at twice as more come in.</summary>
internal sealed class CsvScanner
{
    private int _scanned;
    private bool _inQuotes;

    /// <summary>Whether the record at hand is inside quotes where it broke off.</summary>
    public bool InQuotes => _inQuotes;

    /// <param name="unread">From the record's first byte.</param>
    /// <param name="ended">Whether nothing comes after <paramref name="unread"/>.</param>
    /// <returns>The record's length with its line end, or 0 where its end is not at hand.</returns>
    public int FindEnd(ReadOnlySpan<byte> unread, bool ended)
    {
        while (_scanned < unread.Length)
        {
            var rest = unread[_scanned..];
            var at = _inQuotes ? rest.IndexOf((byte)'"') : rest.IndexOfAny((byte)'\n', (byte)'"');
            if (at < 0)
            {
                _scanned = unread.Length;
                break;
            }

            var position = _scanned + at;
            if (!_inQuotes && rest[at] == '\n')
            {
                Restart();
                return position + 1;
            }

            if (!_inQuotes)
            {
                // Only a quote at a value's beginning opens; any other stands for itself.
                _inQuotes = position == 0 || unread[position - 1] == ',';
                _scanned = position + 1;
            }
            else if (position + 1 < unread.Length || ended)
            {
                var doubled = position + 1 < unread.Length && unread[position + 1] == '"';
                _inQuotes = doubled;
                _scanned = position + (doubled ? 2 : 1);
            }
            else
            {
                // The next byte decides whether this quote closes or is doubled.
                _scanned = position;
                break;
            }
        }

        return 0;
    }

    /// <summary>The next look is at a new record.</summary>
    public void Restart() => (_scanned, _inQuotes) = (0, false);
}
