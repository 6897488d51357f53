using System.Globalization;
using System.Text;

namespace CityOps.Contracts.Validation;

/// <summary>Says in one sentence what is wrong with a value and what would be right.</summary>
internal static class Reasons
{
    private const int LongestValue = 100;

    public static readonly Refusal Missing = new(RefusalCode.Missing, "is missing; every row must have it");
    public static readonly Refusal Flag = new(RefusalCode.NotAFlag, "must be true or false");
    public static readonly Refusal Key = new(RefusalCode.NotAKey, "must be a whole number from 0 to 18446744073709551615");
    public static readonly Refusal NotUnicode = new(RefusalCode.NotUnicode, "is not valid UTF-8; send the body in UTF-8");
    public static readonly Refusal ControlCharacter = new(RefusalCode.ControlCharacter, "holds a control character; leave it out");
    public static readonly Refusal NotASingleValue = new(RefusalCode.NotASingleValue, "must be a single value, not an object or an array");
    public static readonly Refusal NotAnObject = new(RefusalCode.NotAnObject, "must be a JSON object");
    public static readonly Refusal NotUnicodeRow = new(RefusalCode.NotUnicode, "holds a text that is not valid Unicode");
    public static readonly Refusal TextAfterQuote = new(RefusalCode.BadQuotes, "has text after a closing quote; double a quote inside a value");
    public static readonly Refusal UnclosedQuote = new(RefusalCode.BadQuotes, "holds a quote that is never closed; double a quote inside a value");
    public static readonly Refusal DateOnly = new(RefusalCode.NoOffset, "has no offset; send a timestamp in UTC or an RFC 3339 text");

    public static Refusal Choice(Column column) => new(RefusalCode.NotAWord, $"must be one of: {string.Join(", ", column.Choices)}");

    public static Refusal TooLong(Column column) => new(RefusalCode.TooLong, $"is longer than {column.MaxLength} characters");

    public static Refusal RowTooLong(int maxRowBytes) => new(RefusalCode.RowTooLong, $"is longer than {maxRowBytes} bytes");

    public static Refusal NotJson(long nearByte) => new(RefusalCode.NotJson, "is not valid JSON", string.Create(CultureInfo.InvariantCulture, $"near byte {nearByte}"));

    public static Refusal ValueCount(int values, int names) => new(
        RefusalCode.WrongValueCount, "does not have as many values as the header has names", string.Create(CultureInfo.InvariantCulture, $"{values} values, {names} names"));

    public static Refusal Number(Column column) => new(RefusalCode.NotANumber, Ranged("must be a finite number", column));

    public static Refusal Integer(Column column) => new(RefusalCode.NotANumber, Ranged("must be a whole number", column));

    public static Refusal Instant(InstantFailure failure) => failure switch
    {
        InstantFailure.NoOffset => new(RefusalCode.NoOffset, "has no offset; end it with Z for UTC or with one such as +08:00"),
        InstantFailure.OutOfRange => new(RefusalCode.InstantOutOfRange, "must lie between 1970-01-01T00:00:00Z and 2200-12-31T23:59:59Z"),
        _ => new(RefusalCode.NotAnInstant, "must be an RFC 3339 instant with an offset, such as 2026-03-01T08:00:00+08:00"),
    };

    /// <summary>Of an instant that was to be observed only after <see cref="Column.Max"/>.</summary>
    public static Refusal Future(Column column) => new(
        RefusalCode.InTheFuture,
        "lies in the future; set the sender's clock right",
        string.Create(CultureInfo.InvariantCulture, $"the latest that was taken then is {DateTimeOffset.FromUnixTimeMilliseconds((long)column.Max):yyyy-MM-dd'T'HH:mm:ss'Z'}"));

    /// <summary>A value as it may be shown: at most 100 characters, wrong UTF-8 replaced.</summary>
    public static string Shown(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, LongestValue * 4)]);
        return text.Length <= LongestValue ? text : text[..(char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue)];
    }

    private static string Ranged(string what, Column column) => (double.IsNegativeInfinity(column.Min), double.IsPositiveInfinity(column.Max)) switch
    {
        (true, true) => what,
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"{what} of at least {column.Min}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"{what} of at most {column.Max}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{what} from {column.Min} to {column.Max}"),
    };
}
