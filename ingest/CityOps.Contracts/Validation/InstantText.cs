namespace CityOps.Contracts.Validation;

/// <summary>Why a text is not an instant.</summary>
public enum InstantFailure
{
    None,

    /// <summary>Not of the form of RFC 3339, or a date or time that does not exist.</summary>
    Malformed,

    /// <summary>A date and time without an offset: it names no instant.</summary>
    NoOffset,

    /// <summary>Before 1970 or after the year 2200: a clock that was never set, or a unit mistaken.</summary>
    OutOfRange,
}

/// <summary>
/// RFC 3339 instants, read from UTF-8 without allocating. The date and the time may be parted by a space, as section 5.6 allows; what is finer than a
/// millisecond is cut; second 60 is the first second of the next minute.
/// </summary>
public static class InstantText
{
    /// <summary>1970-01-01T00:00:00Z.</summary>
    public const long MinMilliseconds = 0;

    /// <summary>2200-12-31T23:59:59.999Z.</summary>
    public const long MaxMilliseconds = 7_289_654_399_999;

    private const int BareLength = 19; // 2026-03-01T08:00:00

    /// <param name="text">An instant such as <c>2026-03-01T08:00:00.250+08:00</c>.</param>
    /// <param name="milliseconds">Since 1970-01-01T00:00:00Z.</param>
    public static InstantFailure Parse(ReadOnlySpan<byte> text, out long milliseconds)
    {
        if (!TryParseWallClock(text, out var wallClock, out var consumed))
        {
            milliseconds = 0;
            return InstantFailure.Malformed;
        }

        var failure = ParseOffset(text[consumed..], out var offsetMinutes);
        milliseconds = wallClock - (offsetMinutes * 60_000L);
        return failure is not InstantFailure.None ? failure : RangeOf(milliseconds);
    }

    /// <summary>Whether an instant lies in the years that CityOps takes.</summary>
    public static InstantFailure RangeOf(long milliseconds) =>
        milliseconds is >= MinMilliseconds and <= MaxMilliseconds ? InstantFailure.None : InstantFailure.OutOfRange;

    /// <summary>Reads a date and time of day, ignoring what follows.</summary>
    /// <param name="milliseconds">As though it were UTC, since 1970-01-01T00:00:00.</param>
    /// <param name="consumed">How many bytes the date and time took.</param>
    public static bool TryParseWallClock(ReadOnlySpan<byte> text, out long milliseconds, out int consumed)
    {
        milliseconds = 0;
        consumed = 0;
        if (text.Length < BareLength || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || text[13] != ':' || text[16] != ':')
        {
            return false;
        }

        if (!TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)
            || !TryDigits(text[11..13], out var hour) || !TryDigits(text[14..16], out var minute) || !TryDigits(text[17..19], out var second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        consumed = BareLength;
        if (!TryParseFraction(text, ref consumed, out var fraction))
        {
            return false;
        }

        var days = (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay;
        milliseconds = (((((days * 24) + hour) * 60) + minute) * 60_000) + (second * 1_000L) + fraction;
        return true;
    }

    private static bool TryParseFraction(ReadOnlySpan<byte> text, ref int consumed, out int milliseconds)
    {
        milliseconds = 0;
        if (consumed == text.Length || text[consumed] != '.')
        {
            return true;
        }

        var digits = 0;
        for (consumed++; consumed < text.Length && text[consumed] is >= (byte)'0' and <= (byte)'9'; consumed++, digits++)
        {
            if (digits < 3)
            {
                milliseconds = (milliseconds * 10) + (text[consumed] - '0');
            }
        }

        for (var scale = digits; scale < 3; scale++)
        {
            milliseconds *= 10;
        }

        return digits > 0;
    }

    private static InstantFailure ParseOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty)
        {
            return InstantFailure.NoOffset;
        }

        if (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z')
        {
            return InstantFailure.None;
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !TryDigits(text[1..3], out var hours) || !TryDigits(text[4..6], out var rest) || hours > 23 || rest > 59)
        {
            return InstantFailure.Malformed;
        }

        minutes = ((hours * 60) + rest) * (text[0] == '-' ? -1 : 1);
        return InstantFailure.None;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
