using System.Globalization;

namespace CityOps.Casework.Elements;

/// <summary>Brings values as spreadsheets write them (TRUE, 2027/3/1, a clock's time without an offset) into the form that elements have.</summary>
internal static class ElementForm
{
    // Whoever writes a roster means the clock on their wall.
    private static readonly string[] Clocks = [.. new[] { "yyyy-M-d", "yyyy/M/d", "yyyy.M.d" }.SelectMany(day => new[] { day, $"{day} H:mm", $"{day} H:mm:ss" })];
    private static readonly string[] Days = ["yyyy/M/d", "yyyy-M-d", "yyyy.M.d", "yyyy年M月d日"];

    public static IReadOnlyDictionary<string, string> Of(ElementKind kind, IReadOnlyDictionary<string, string> fields, WorkCalendar calendar) =>
        fields.ToDictionary(f => f.Key, f => Of(kind.Fields.FirstOrDefault(field => string.Equals(field.Name, f.Key, StringComparison.Ordinal))?.Type, f.Value, calendar), StringComparer.Ordinal);

    private static string Of(ElementFieldType? type, string value, WorkCalendar calendar) => type switch
    {
        ElementFieldType.Flag when bool.TryParse(value, out var flag) => flag ? "true" : "false",
        ElementFieldType.Flag when value is "是" or "1" => "true",
        ElementFieldType.Flag when value is "否" or "0" => "false",
        ElementFieldType.Day when DateOnly.TryParseExact(value, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ElementFieldType.Instant when DateTime.TryParseExact(value.Replace('T', ' '), Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) =>
            calendar.AtClock(clock).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        _ => value,
    };
}
