namespace CityOps.Dashboards.Sql;

/// <summary>
/// Says what in a statement is not allowed, by the engine's own reading of it (<c>EXPLAIN AST</c>): one SELECT over open tables that reaches nowhere else.
/// </summary>
/// <param name="database">Ours; every other one is closed.</param>
/// <param name="open">Tables that may be read.</param>
/// <param name="tables">All tables of ours.</param>
/// <param name="databases">All databases the engine knows.</param>
/// <param name="tableFunctions">All functions that stand for a table.</param>
internal sealed class SqlGate(
    string database, IReadOnlySet<string> open, IReadOnlySet<string> tables, IReadOnlySet<string> databases, IReadOnlySet<string> tableFunctions)
{
    // Those that make rows out of nothing, or out of a part of the statement that is looked at as well.
    private static readonly HashSet<string> HarmlessTables = new(StringComparer.OrdinalIgnoreCase)
    {
        "numbers", "numbers_mt", "zeros", "zeros_mt", "generateSeries", "generate_series", "values", "view", "format",
    };

    // Functions that read something beside their arguments: a dictionary, a join table, a file, the server's own settings.
    private static readonly string[] Reaching = ["dict", "joinGet", "file", "hasColumnInTable", "catboost", "evalML", "getClientHTTPHeader", "getServerSetting", "getMergeTreeSetting", "url"];

    /// <param name="ast">The lines of the engine's answer.</param>
    /// <returns>What is wrong and the way out, or null.</returns>
    public string? WhyNot(IReadOnlyList<string> ast)
    {
        // The statement stands between brackets in one of ours: whatever closes them early is no longer one SELECT.
        if (ast.Count < 3 || ast[1].Trim() is not "ExpressionList (children 1)" || !ast[2].Trim().StartsWith("SelectQuery", StringComparison.Ordinal))
        {
            return "It is not one SELECT. Send one statement without a closing bracket too many.";
        }

        return ast.Select(Node).Select(node => node.Kind switch
        {
            "TableIdentifier" => Table(node.Name.Split('.')),
            "Identifier" => Column(node.Name.Split('.')),
            "Function" => Function(node.Name),
            "Set" => "It has SETTINGS, which are not yours to set. Leave them out.",
            "QueryParameter" => "It has a placeholder. Write the value itself.",
            _ => null,
        }).FirstOrDefault(wrong => wrong is not null);
    }

    // A name without a database that is no table of ours is a common table expression; or a mistake, which the engine tells.
    private string? Table(string[] parts) => parts switch
    {
        [var table] when !tables.Contains(table) || open.Contains(table) => null,
        [var of, var table] when string.Equals(of, database, StringComparison.Ordinal) && open.Contains(table) => null,
        _ => $"It reads {string.Join('.', parts)}, which is closed. Open are: {string.Join(", ", open.Order(StringComparer.Ordinal))}.",
    };

    // Behind IN a table is written like a column.
    private string? Column(string[] parts) => databases.Contains(parts[0]) && parts.Length > 1 ? Table(parts[..2])
        : tables.Contains(parts[0]) ? Table(parts[..1])
        : null;

    private string? Function(string name) =>
        (tableFunctions.Contains(name) && !HarmlessTables.Contains(name)) || Array.Exists(Reaching, start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            ? $"It calls {name}, which reaches beyond the open tables."
            : null;

    private static (string Kind, string Name) Node(string line)
    {
        var text = line.Trim();
        var end = text.IndexOf(" (", StringComparison.Ordinal);
        var words = (end < 0 ? text : text[..end]).Split(' ', 2);
        return (words[0], words.Length > 1 ? words[1] : "");
    }
}
