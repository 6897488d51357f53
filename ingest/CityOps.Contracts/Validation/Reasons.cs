using System.Globalization;
using System.Text;

namespace CityOps.Contracts.Validation;

/// <summary>Says in one sentence what is wrong with a value and what would be right.</summary>
internal static class Reasons
{
    private const int LongestValue = 100;

    public const string Missing = "is missing; every row must have it";
    public const string Flag = "must be true or false";
    public const string Key = "must be a whole number from 0 to 18446744073709551615";

    public static string Choice(Column column) => $"must be one of: {string.Join(", ", column.Choices)}";

    public static string Number(Column column) => Ranged("must be a finite number", column);

    public static string Integer(Column column) => Ranged("must be a whole number", column);

    public static string Instant(InstantFailure failure) => failure switch
    {
        InstantFailure.NoOffset => "has no offset; end it with Z for UTC or with one such as +08:00",
        InstantFailure.OutOfRange => "must lie between 1970-01-01T00:00:00Z and 2200-12-31T23:59:59Z",
        _ => "must be an RFC 3339 instant with an offset, such as 2026-03-01T08:00:00+08:00",
    };

    /// <summary>Of an instant that was to be observed only after <see cref="Column.Max"/>.</summary>
    public static string Future(Column column) => string.Create(
        CultureInfo.InvariantCulture, $"lies in the future: now the latest that is taken is {DateTimeOffset.FromUnixTimeMilliseconds((long)column.Max):yyyy-MM-dd'T'HH:mm:ss'Z'}; set the sender's clock right");

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
