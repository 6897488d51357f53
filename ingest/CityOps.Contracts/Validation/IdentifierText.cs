using System.Text;

namespace CityOps.Contracts.Validation;

/// <summary>
/// Identifiers lose the blanks at their ends, so that a padded column, a byte order mark or a full-width space makes no other household of the same one. All
/// else stays as it was sent: blanks inside, case, full-width letters and digits, composed and decomposed letters.
/// </summary>
public static class IdentifierText
{
    /// <summary>Without the blanks at both ends; empty where there is nothing else.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> utf8) => utf8.IsEmpty || (IsPlain(utf8[0]) && IsPlain(utf8[^1])) ? utf8 : TrimEnds(utf8);

    /// <inheritdoc cref="Trim(ReadOnlySpan{byte})"/>
    public static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>Whether <see cref="Trim(ReadOnlySpan{byte})"/> would take something away.</summary>
    public static bool IsPadded(ReadOnlySpan<byte> utf8) => Trim(utf8).Length != utf8.Length;

    // A visible ASCII character, as nearly every identifier begins and ends with: the only look that most values get.
    private static bool IsPlain(byte value) => value is > 0x20 and < 0x7F;

    private static ReadOnlySpan<byte> TrimEnds(ReadOnlySpan<byte> utf8)
    {
        while (Rune.DecodeFromUtf8(utf8, out var first, out var length) is System.Buffers.OperationStatus.Done && first.IsBmp && IsBlank((char)first.Value))
        {
            utf8 = utf8[length..];
        }

        while (Rune.DecodeLastFromUtf8(utf8, out var last, out var length) is System.Buffers.OperationStatus.Done && last.IsBmp && IsBlank((char)last.Value))
        {
            utf8 = utf8[..^length];
        }

        return utf8;
    }

    // Unicode's White_Space (tabs, line ends, no-break and full-width spaces among them), and what has no width: marks of byte order, joiners, marks of direction.
    private static bool IsBlank(char value) => char.IsWhiteSpace(value)
        || value is '\u180E' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or '\u2060' or (>= '\u2066' and <= '\u2069') or '\uFEFF';
}
