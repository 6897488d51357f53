using System.Text;

namespace CityOps.Contracts.Validation;

/// <summary>
/// Identifiers lose the blanks at their ends, so that a padded column, a byte order mark or a full-width space makes no other household of the same one. All
/// else stays as it was sent: blanks inside, case, full-width letters and digits, composed and decomposed letters.
/// </summary>
internal static class IdentifierText
{
    /// <summary>Without the blanks at both ends; empty where there is nothing else.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> utf8) => utf8.IsEmpty || (IsPlain(utf8[0]) && IsPlain(utf8[^1])) ? utf8 : TrimEnds(utf8);

    /// <summary>Whether <see cref="Trim"/> would take something away.</summary>
    public static bool IsPadded(ReadOnlySpan<byte> utf8) => Trim(utf8).Length != utf8.Length;

    // A visible ASCII character, as nearly every identifier begins and ends with: the only look that most values get.
    private static bool IsPlain(byte value) => value is > 0x20 and < 0x7F;

    private static ReadOnlySpan<byte> TrimEnds(ReadOnlySpan<byte> utf8)
    {
        while (Rune.DecodeFromUtf8(utf8, out var first, out var length) is System.Buffers.OperationStatus.Done && IsBlank(first))
        {
            utf8 = utf8[length..];
        }

        while (Rune.DecodeLastFromUtf8(utf8, out var last, out var length) is System.Buffers.OperationStatus.Done && IsBlank(last))
        {
            utf8 = utf8[..^length];
        }

        return utf8;
    }

    // Unicode's White_Space (tabs, line ends, no-break and full-width spaces among them), and what has no width: marks of byte order, joiners, marks of direction.
    private static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune)
        || rune.Value is 0x180E or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or 0x2060 or (>= 0x2066 and <= 0x2069) or 0xFEFF;
}
