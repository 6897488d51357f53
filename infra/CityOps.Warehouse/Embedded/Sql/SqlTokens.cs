using System.Text;

namespace CityOps.Warehouse.Embedded.Sql;

internal enum SqlTokenKind
{
    /// <summary>A bare word: keyword, identifier or number.</summary>
    Word,

    /// <summary>A quoted identifier or a string.</summary>
    Quoted,

    /// <summary>Any other single character.</summary>
    Symbol,

    End,

    /// <summary>A string or comment begins but does not end in the text at hand.</summary>
    Unfinished,
}

/// <summary>
/// Splits SQL text into tokens as far as the interface must understand it: to find where the data of an INSERT begins and which format
/// a statement names. Comments and the contents of strings are stepped over. Everything else is left to chDB's parser.
/// </summary>
internal ref struct SqlTokens(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Where the current token begins.</summary>
    internal int Start { get; private set; }

    /// <summary>Just behind the current token.</summary>
    internal int End { get; private set; }

    internal SqlTokenKind Kind { get; private set; }

    /// <summary>How many parentheses are open at the current token.</summary>
    internal int Depth { get; private set; }

    internal readonly ReadOnlySpan<byte> Current => _text[Start..End];

    internal readonly bool Is(string word) =>
        Kind == SqlTokenKind.Word && Current.Length == word.Length && Ascii.EqualsIgnoreCase(Current, word);

    internal readonly bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Current[0] == symbol;

    internal bool Next()
    {
        var at = SkipBlanks(End);
        if (at < 0)
        {
            return Set(SqlTokenKind.Unfinished, _text.Length, _text.Length);
        }

        if (at == _text.Length)
        {
            return Set(SqlTokenKind.End, at, at);
        }

        var c = _text[at];
        if (c is (byte)'\'' or (byte)'"' or (byte)'`')
        {
            var end = EndOfQuoted(at);
            return end < 0 ? Set(SqlTokenKind.Unfinished, at, _text.Length) : Set(SqlTokenKind.Quoted, at, end);
        }

        if (c == '$' && EndOfHeredoc(at) is var heredoc && heredoc != at)
        {
            return heredoc < 0 ? Set(SqlTokenKind.Unfinished, at, _text.Length) : Set(SqlTokenKind.Quoted, at, heredoc);
        }

        if (IsWord(c))
        {
            var end = at + 1;
            while (end < _text.Length && IsWord(_text[end]))
            {
                end++;
            }

            return Set(SqlTokenKind.Word, at, end);
        }

        Depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        return Set(SqlTokenKind.Symbol, at, at + 1);
    }

    private static bool IsWord(byte c) => char.IsAsciiLetterOrDigit((char)c) || c == '_' || c >= 0x80;

    private bool Set(SqlTokenKind kind, int start, int end)
    {
        (Kind, Start, End) = (kind, start, end);
        return kind is not (SqlTokenKind.End or SqlTokenKind.Unfinished);
    }

    /// <summary>The next byte that is neither blank nor comment; -1 where a comment does not end.</summary>
    private readonly int SkipBlanks(int at)
    {
        while (at < _text.Length)
        {
            var rest = _text[at..];
            if (char.IsWhiteSpace((char)rest[0]))
            {
                at++;
            }
            else if (rest.StartsWith("--"u8) || rest.StartsWith("# "u8) || rest.StartsWith("#!"u8))
            {
                var line = rest.IndexOf((byte)'\n');
                at = line < 0 ? _text.Length : at + line + 1;
            }
            else if (rest.StartsWith("/*"u8))
            {
                var end = rest[2..].IndexOf("*/"u8);
                if (end < 0)
                {
                    return -1;
                }

                at += end + 4;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    private readonly int EndOfQuoted(int start)
    {
        var quote = _text[start];
        for (var at = start + 1; at < _text.Length; at++)
        {
            if (_text[at] == '\\')
            {
                at++;
            }
            else if (_text[at] == quote)
            {
                // A doubled quote stands for itself.
                if (at + 1 < _text.Length && _text[at + 1] == quote)
                {
                    at++;
                }
                else
                {
                    return at + 1;
                }
            }
        }

        return -1;
    }

    /// <summary>The end of a <c>$tag$ … $tag$</c> text; the start itself where there is none, -1 where it does not end.</summary>
    private readonly int EndOfHeredoc(int start)
    {
        var tagEnd = start + 1;
        while (tagEnd < _text.Length && IsWord(_text[tagEnd]))
        {
            tagEnd++;
        }

        if (tagEnd >= _text.Length || _text[tagEnd] != '$')
        {
            return start;
        }

        var tag = _text[start..(tagEnd + 1)];
        var close = _text[(tagEnd + 1)..].IndexOf(tag);
        return close < 0 ? -1 : tagEnd + 1 + close + tag.Length;
    }
}
