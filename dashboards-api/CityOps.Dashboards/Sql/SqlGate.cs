namespace CityOps.Dashboards.Sql;

/// <summary>
/// Says what in a statement is not allowed, by the engine's own reading of it (<c>EXPLAIN AST</c>): one SELECT over open tables that calls functions which
/// reckon with their arguments and nothing else. What is not known to be harmless is refused: parts of a statement, tables and functions alike.
/// </summary>
/// <param name="database">Ours; every other one is closed.</param>
/// <param name="open">Tables that may be read.</param>
internal sealed class SqlGate(string database, IReadOnlySet<string> open, SqlCatalog catalog)
{
    // Whatever else a statement may consist of hides what it calls (APPLY), takes what is not written in it (parameters), or sets limits (SETTINGS).
    private static readonly HashSet<string> Parts = new(StringComparer.Ordinal)
    {
        "SelectWithUnionQuery", "SelectIntersectExceptQuery", "SelectQuery", "ExpressionList", "Subquery", "WithElement", "TablesInSelectQuery", "TablesInSelectQueryElement", "TableExpression",
        "TableJoin", "ArrayJoin", "SampleRatio", "Asterisk", "QualifiedAsterisk", "ColumnsRegexpMatcher", "ColumnsListMatcher", "ColumnsTransformerList", "ColumnsExceptTransformer", "ColumnsReplaceTransformer", "ColumnsReplaceTransformer::Replacement", "Literal",
        "Identifier", "TableIdentifier", "Function", "OrderByElement", "WindowDefinition", "WindowListElement", "InterpolateElement",
    };

    /// <param name="ast">The lines of the engine's answer.</param>
    /// <returns>What is wrong and the way out, or null.</returns>
    public string? WhyNot(IReadOnlyList<string> ast)
    {
        // The statement stands between brackets in one of ours: whatever closes them early is no longer one SELECT.
        if (ast.Count < 3 || ast[1].Trim() is not "ExpressionList (children 1)" || !ast[2].Trim().StartsWith("SelectQuery", StringComparison.Ordinal))
        {
            return "It is not one SELECT. Send one statement without a closing bracket too many.";
        }

        var nodes = SqlTree.Read(ast);
        return nodes.Select(WhyNot).FirstOrDefault(wrong => wrong is not null) ?? SqlWeight.WhyNot(nodes, catalog.Tables);
    }

    private string? WhyNot(SqlNode node)
    {
        return node.Kind switch
        {
            // The same name may be a function of values and one of tables, which read what they name.
            "Function" when node.Parent?.Kind is "TableExpression" => SqlCatalog.MayStandForTable(node.Name) ? null : NotCalled(node.Name),
            "Function" when SqlTypes.IsReckoned(node) => $"{node.Name} takes a type that is reckoned, or has more than 500 characters. Write the type as it is, such as 'Array(UInt8)'.",
            "TableIdentifier" => Table(node.Name.Split('.')),
            "Identifier" => Column(node.Name.Split('.')),
            "Function" => catalog.MayCall(node.Name) ? null : NotCalled(node.Name),
            _ => Parts.Contains(node.Kind) ? null : $"It has a part ({node.Kind}) that is not allowed, such as APPLY, SETTINGS or a placeholder. Write it without.",
        };
    }

    // A name without a database that is no table of ours is a common table expression; or a mistake, which the engine tells.
    private string? Table(string[] parts) => parts switch
    {
        [var table] when !catalog.Tables.Contains(table) || open.Contains(table) => null,
        [var of, var table] when string.Equals(of, database, StringComparison.Ordinal) && open.Contains(table) => null,
        _ => $"It reads {string.Join('.', parts)}, which is closed. Open are: {string.Join(", ", open.Order(StringComparer.Ordinal))}.",
    };

    // Behind IN a table is written like a column, and so is a function that another one calls: arrayMap(f, …).
    private string? Column(string[] parts) => catalog.Databases.Contains(parts[0]) && parts.Length > 1 ? Table(parts[..2])
        : catalog.Tables.Contains(parts[0]) ? Table(parts[..1])
        : parts.Length > 1 || catalog.IsColumn(parts[0]) || !catalog.IsFunction(parts[0]) || catalog.MayCall(parts[0]) ? null
        : NotCalled(parts[0]);

    private static string NotCalled(string name) => $"It calls {name}, which is not among the functions that only reckon with what they are given.";
}
