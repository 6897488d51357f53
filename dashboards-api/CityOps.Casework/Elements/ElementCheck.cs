using System.Globalization;

namespace CityOps.Casework.Elements;

/// <summary>Says what is wrong with an entry, field by field.</summary>
internal static class ElementCheck
{
    private const int LongestCode = 64;
    private const int LongestText = 4_000;
    private const int LargestWhole = 1_000_000;

    /// <param name="exists">Whether a kind has an entry of that code.</param>
    public static IReadOnlyList<string> Of(ElementKind kind, IReadOnlyDictionary<string, string> fields, Func<string, string, bool> exists)
    {
        var wrong = fields.Keys.Where(name => kind.Fields.All(f => !string.Equals(f.Name, name, StringComparison.Ordinal)))
            .Select(name => $"'{name}' is no field of {kind.Name}; these are: {string.Join(", ", kind.Fields.Select(f => f.Name))}.").ToList();
        foreach (var field in kind.Fields)
        {
            var value = fields.GetValueOrDefault(field.Name, "");
            if (value.Length is 0)
            {
                wrong.AddRange(field.Required ? [$"'{field.Name}' is missing."] : []);
                continue;
            }

            if (Wrong(field, value, exists) is { } what)
            {
                wrong.Add($"'{field.Name}' is '{value}'. {what}");
            }
        }

        if (kind.Name is "roster" && wrong.Count is 0 && Instant(fields["to"]) <= Instant(fields["from"]))
        {
            wrong.Add("'to' must lie after 'from'.");
        }

        if (wrong.Count is 0 && Beyond(kind, fields) is { } beyond)
        {
            wrong.Add(beyond);
        }

        return wrong;
    }

    public static bool IsCode(string text) => text.Length is > 0 and <= LongestCode && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.');

    public static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;

    public static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // Numbers that a kind takes less of than others.
    private static string? Beyond(ElementKind kind, IReadOnlyDictionary<string, string> fields) => kind.Name switch
    {
        "limit" when fields["amount"].All(c => c is '0') => "'amount' is '0'. A step takes 1 at least.",
        "evidence" when int.Parse(fields["at_least"], CultureInfo.InvariantCulture) > Commands.Check.MostReferences =>
            $"'at_least' is '{fields["at_least"]}'. A report takes {Commands.Check.MostReferences} references at most.",
        _ => null,
    };

    private static string? Wrong(ElementField field, string value, Func<string, string, bool> exists)
    {
        if (field.Values is { } values && !values.Contains(value, StringComparer.Ordinal))
        {
            return $"Choose among: {string.Join(", ", values)}.";
        }

        var wrong = field.Type switch
        {
            ElementFieldType.Code when !IsCode(value) => "Use letters, digits and _ - . only, at most 64.",
            ElementFieldType.Text when value.Length > LongestText => "It takes 4,000 characters.",
            ElementFieldType.Whole when !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n > LargestWhole => "Give a whole number from 0 to 1,000,000.",
            ElementFieldType.Share when !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var s) || s is not (>= 0 and <= 1) => "Give a number from 0 to 1.",
            ElementFieldType.Flag when value is not ("true" or "false") => "It is true or false.",
            ElementFieldType.Day when Day(value) is null => "Give a day such as 2026-10-01.",
            ElementFieldType.Instant when Instant(value) is null => "Give an instant such as 2026-10-01T08:00:00+08:00.",
            _ => null,
        };
        return wrong ?? (field.Of is { } of && !exists(of, value) ? $"There is no {of} of that code." : null);
    }
}
