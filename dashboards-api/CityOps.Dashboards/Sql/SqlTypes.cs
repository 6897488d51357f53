namespace CityOps.Dashboards.Sql;

/// <summary>Functions that make a value of a type which one of their arguments names. Reckoned, its name could be as long as any text.</summary>
internal static class SqlTypes
{
    // The place of the type among the arguments; from the end where it is negative.
    private static readonly Dictionary<string, int> Places = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CAST"] = 1,
        ["_CAST"] = 1,
        ["accurateCast"] = 1,
        ["accurateCastOrNull"] = 1,
        ["accurateCastOrDefault"] = 1,
        ["reinterpret"] = 1,
        ["dynamicElement"] = 1,
        ["variantElement"] = 1,
        ["JSONExtract"] = -1,
        ["JSONExtractCaseInsensitive"] = -1,
        ["JSONExtractKeysAndValues"] = -1,
        ["JSONExtractKeysAndValuesCaseInsensitive"] = -1,
        ["defaultValueOfTypeName"] = 0,
    };

    private const int Longest = 500;

    /// <summary>Whether its type is no text that stands in the statement, or a very long one.</summary>
    public static bool IsReckoned(SqlNode function)
    {
        if (!Places.TryGetValue(function.Name, out var place))
        {
            return false;
        }

        var arguments = function.Children.Count > 0 ? function.Children[0].Children : [];
        var index = place < 0 ? arguments.Count + place : place;
        return index >= 0 && index < arguments.Count && (arguments[index].Kind is not "Literal" || arguments[index].Name.Length > Longest);
    }
}
