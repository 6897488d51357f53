namespace CityOps.Warehouse;

/// <summary>Quotes names that go into SQL text, which parameters cannot carry.</summary>
internal static class SqlIdentifier
{
    /// <summary>A database's, table's or column's name in backticks.</summary>
    /// <exception cref="ArgumentException">It is empty, longer than 200 characters, or holds a control character.</exception>
    internal static string Quote(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 200 || name.Any(char.IsControl))
        {
            throw new ArgumentException($"'{name}' is not a name of a table or column.", nameof(name));
        }

        return $"`{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal)}`";
    }

    /// <summary><c>table</c> or <c>database.table</c>, each part quoted.</summary>
    internal static string QuoteTable(string table) => string.Join('.', table.Split('.', 2).Select(Quote));

    /// <summary>A text as an SQL string.</summary>
    internal static string QuoteText(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
