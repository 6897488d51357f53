using System.Buffers.Text;
using System.Globalization;

namespace CityOps.Contracts.Validation;

/// <summary>Numbers, read from UTF-8 without allocating: a point for decimals, no grouping, an exponent where wanted.</summary>
public static class NumberText
{
    // Powers of ten that a double holds exactly.
    private static ReadOnlySpan<double> ExactPowers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>The nearest double; also NaN and infinities, which the caller judges.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value) =>
        TryParseShort(text, out value)
        || double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);

    /// <summary>A whole number, also where it is written as <c>3.0</c> or <c>1e3</c>, as spreadsheets and data frames do.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        if (Utf8Parser.TryParse(text, out value, out var consumed) && consumed == text.Length)
        {
            return true;
        }

        return TryParse(text, out double number) && TryWhole(number, out value);
    }

    /// <summary>Whether a double stands for a whole number, exactly.</summary>
    public static bool TryWhole(double number, out long value)
    {
        const double Exact = 1L << 53;
        var whole = Math.Abs(number) <= Exact && Math.Floor(number) == number;
        value = whole ? (long)number : 0;
        return whole;
    }

    // Up to 15 digits and a point: mantissa and power are exact, so one division rounds correctly (Clinger 1990). Nearly all values come this way.
    private static bool TryParseShort(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var negative = !text.IsEmpty && text[0] == '-';
        var start = negative ? 1 : 0;
        if (text.Length - start is 0 or > 16)
        {
            return false;
        }

        long mantissa = 0;
        var digits = 0;
        var decimals = -1;
        for (var index = start; index < text.Length; index++)
        {
            var c = text[index];
            if (c == '.' && decimals < 0 && digits > 0)
            {
                decimals = 0;
                continue;
            }

            if (c is < (byte)'0' or > (byte)'9' || ++digits > 15)
            {
                return false;
            }

            mantissa = (mantissa * 10) + (c - '0');
            decimals += decimals >= 0 ? 1 : 0;
        }

        var magnitude = decimals > 0 ? mantissa / ExactPowers[decimals] : mantissa;
        value = negative ? -magnitude : magnitude;
        return digits > 0;
    }
}
