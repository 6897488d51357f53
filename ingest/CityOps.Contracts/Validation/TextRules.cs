using System.Text;
using System.Text.Unicode;
using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Validation;

/// <summary>
/// What a text may hold: valid UTF-8, no control characters. Columns longer than an identifier take tabs and line ends too, as addresses and JSON have
/// them.
/// </summary>
internal static class TextRules
{
    private const int LongestIdentifier = 64;

    /// <returns>What is wrong, or null.</returns>
    public static Refusal? Check(ReadOnlySpan<byte> utf8, Column column)
    {
        if (!Utf8.IsValid(utf8))
        {
            return Reasons.NotUnicode;
        }

        if (HasControl(utf8, column.MaxLength > LongestIdentifier))
        {
            return Reasons.ControlCharacter;
        }

        // A UTF-16 code unit takes at least one byte, so most texts need no counting.
        return utf8.Length > column.MaxLength && Encoding.UTF8.GetCharCount(utf8) > column.MaxLength
            ? Reasons.TooLong(column)
            : column.Form == TextForm.Free ? null : FormRules.Check(Encoding.UTF8.GetString(utf8), column.Form);
    }

    private static bool HasControl(ReadOnlySpan<byte> utf8, bool allowLineEnds)
    {
        var rest = utf8;
        for (var at = IndexOfControl(rest); at >= 0; at = IndexOfControl(rest))
        {
            if (!allowLineEnds || rest[at] is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
            {
                return true;
            }

            rest = rest[(at + 1)..];
        }

        return false;
    }

    private static int IndexOfControl(ReadOnlySpan<byte> utf8)
    {
        var low = utf8.IndexOfAnyInRange((byte)0, (byte)0x1F);
        return low >= 0 ? low : utf8.IndexOf((byte)0x7F);
    }
}
