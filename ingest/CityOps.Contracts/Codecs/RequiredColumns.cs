using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;

namespace CityOps.Contracts.Codecs;

/// <summary>A body whose columns are named once must name those that every row needs.</summary>
internal static class RequiredColumns
{
    /// <param name="what">What names them: "The header", "The Arrow schema".</param>
    /// <exception cref="UndecodableBodyException">Some are missing; the message lists them.</exception>
    public static void Check(ContractSchema schema, IReadOnlyCollection<string> names, string what)
    {
        var missing = schema.Columns
            .Where(column => column is { Required: true, Default: null, Type: not ColumnType.Key } && !names.Contains(column.Name, StringComparer.Ordinal))
            .Select(column => column.Name)
            .ToList();
        if (missing.Count > 0)
        {
            var those = $"The columns of {schema.Name} are: {string.Join(", ", schema.Columns.Select(c => c.Name))}.";
            throw new UndecodableBodyException(
                new Refusal(RefusalCode.UnreadableMessage, $"{what} lacks a column that every row must have. {those}", $"it lacks {string.Join(", ", missing)}"),
                told: $"{what} lacks {string.Join(", ", missing)}. {those}");
        }
    }
}
