using System.Buffers;

namespace CityOps.Contracts.Codecs.Json;

/// <summary>Finds where a JSON value ends, by its brackets and strings alone. No byte is looked at twice as more come in.</summary>
internal sealed class JsonScanner
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[],\n\r\t "u8);
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> StringEnd = SearchValues.Create("\"\\"u8);

    private int _scanned;
    private int _depth;
    private bool _inString;

    /// <param name="unread">From the value's first byte.</param>
    /// <param name="ended">Whether nothing comes after <paramref name="unread"/>.</param>
    /// <returns>The value's length, or 0 where its end is not at hand.</returns>
    public int FindEnd(ReadOnlySpan<byte> unread, bool ended)
    {
        while (_scanned < unread.Length)
        {
            var rest = unread[_scanned..];
            var at = rest.IndexOfAny(_inString ? StringEnd : _depth > 0 ? Brackets : Structure);
            if (at < 0)
            {
                _scanned = unread.Length;
                break;
            }

            if (_inString && rest[at] == '\\')
            {
                if (at + 1 == rest.Length)
                {
                    // Which byte is escaped is not known yet.
                    _scanned += at;
                    break;
                }

                _scanned += at + 2;
            }
            else if (Step(rest[at], _scanned + at) is var length and > 0)
            {
                return length;
            }
        }

        // A bare number or word ends where the body does.
        return ended && _depth == 0 && !_inString && unread.Length > 0 ? Found(unread.Length) : 0;
    }

    /// <summary>The next look is at a new value.</summary>
    public void Restart() => (_scanned, _depth, _inString) = (0, 0, false);

    private int Step(byte mark, int position)
    {
        _scanned = position + 1;
        switch (mark)
        {
            case (byte)'"':
                _inString = !_inString;
                return !_inString && _depth == 0 ? Found(position + 1) : 0;
            case (byte)'{' or (byte)'[':
                _depth++;
                return 0;
            case (byte)'}' or (byte)']' when _depth > 0:
                _depth--;
                return _depth == 0 ? Found(position + 1) : 0;
            default:
                // A comma, a blank or the array's end, after a bare number or word; at the very beginning, a stray mark by itself.
                return Found(Math.Max(1, position));
        }
    }

    private int Found(int length)
    {
        Restart();
        return length;
    }
}
