namespace CityOps.Dashboards.Sql;

/// <summary>A part of a statement, as the engine reads it.</summary>
/// <param name="Kind">Such as <c>Function</c>.</param>
/// <param name="Name">Of a function, a column or a table; the text of a literal.</param>
/// <param name="Alias">Its name elsewhere in the statement, or empty.</param>
internal sealed record SqlNode(string Kind, string Name, string Alias, SqlNode? Parent)
{
    public List<SqlNode> Children { get; } = [];

    /// <summary>The last word of a dotted name.</summary>
    public string LastName => Name[(Name.LastIndexOf('.') + 1)..];

    public IEnumerable<SqlNode> Ancestors()
    {
        for (var node = Parent; node is not null; node = node.Parent)
        {
            yield return node;
        }
    }
}

/// <summary>The lines of <c>EXPLAIN AST</c>, each indented by its depth, as a tree.</summary>
internal static class SqlTree
{
    private const string AliasMark = " (alias ";
    private const string ChildrenMark = " (children ";

    /// <returns>Every node, in the order of the lines; the first is the root.</returns>
    public static IReadOnlyList<SqlNode> Read(IReadOnlyList<string> lines)
    {
        var nodes = new List<SqlNode>(lines.Count);
        var path = new List<SqlNode>();
        foreach (var line in lines)
        {
            var text = line.TrimStart(' ');
            var depth = Math.Min(line.Length - text.Length, path.Count);
            path.RemoveRange(depth, path.Count - depth);
            var node = Node(text.TrimEnd(), path.Count > 0 ? path[^1] : null);
            node.Parent?.Children.Add(node);
            path.Add(node);
            nodes.Add(node);
        }

        return nodes;
    }

    private static SqlNode Node(string text, SqlNode? parent)
    {
        var children = text.LastIndexOf(ChildrenMark, StringComparison.Ordinal);
        text = children < 0 ? text : text[..children];
        var alias = text.EndsWith(')') ? text.LastIndexOf(AliasMark, StringComparison.Ordinal) : -1;
        var words = (alias < 0 ? text : text[..alias]).Split(' ', 2);
        return new(words[0], words.Length > 1 ? words[1] : "", alias < 0 ? "" : text[(alias + AliasMark.Length)..^1], parent);
    }
}
