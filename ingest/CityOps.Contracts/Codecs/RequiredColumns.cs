using CityOps.Contracts.Schema;

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
            throw new UndecodableBodyException(
                $"{what} lacks {string.Join(", ", missing)}. The columns of {schema.Name} are: {string.Join(", ", schema.Columns.Select(c => c.Name))}.");
        }
    }
}
