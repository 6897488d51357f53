using System.Globalization;

namespace CityOps.Casework.Elements;

/// <summary>Brings values as spreadsheets write them (TRUE, 2027/3/1) into the form that elements have.</summary>
internal static class ElementForm
{
    private static readonly string[] Days = ["yyyy/M/d", "yyyy-M-d", "yyyy.M.d", "yyyy年M月d日"];

    public static IReadOnlyDictionary<string, string> Of(ElementKind kind, IReadOnlyDictionary<string, string> fields) =>
        fields.ToDictionary(f => f.Key, f => Of(kind.Fields.FirstOrDefault(field => string.Equals(field.Name, f.Key, StringComparison.Ordinal))?.Type, f.Value), StringComparer.Ordinal);

    private static string Of(ElementFieldType? type, string value) => type switch
    {
        ElementFieldType.Flag when bool.TryParse(value, out var flag) => flag ? "true" : "false",
        ElementFieldType.Flag when value is "是" or "1" => "true",
        ElementFieldType.Flag when value is "否" or "0" => "false",
        ElementFieldType.Day when DateOnly.TryParseExact(value, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value,
    };
}
