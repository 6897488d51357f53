namespace CityOps.Dashboards.Sql;

/// <summary>
/// How large a statement is once each name stands for what it names: a short text in which each name doubles the one before has names, types and plans that
/// fill the engine before anything of it runs, beyond what the engine itself counts.
/// </summary>
internal static class SqlWeight
{
    private const int Most = 200_000;
    private const int MostCopies = 1_000;
    private const int MostTypes = 100_000;
    private const int LongestName = 200;
    private const int CharactersOfOne = 16;

    // Their result has the types of all their arguments.
    private static readonly HashSet<string> Combining = new(StringComparer.OrdinalIgnoreCase) { "tuple", "tupleConcat", "map", "mapFromArrays", "arrayZip", "arrayZipUnaligned", "array" };

    /// <returns>What is wrong and the way out, or null.</returns>
    public static string? WhyNot(IReadOnlyList<SqlNode> nodes, IReadOnlySet<string> tables)
    {
        if (nodes.FirstOrDefault(node => node.Alias.Length > LongestName || (node.Kind is "Identifier" && node.Name.Length > LongestName)) is { } wordy)
        {
            return FormattableString.Invariant($"The name {(wordy.Alias.Length > 0 ? wordy.Alias : wordy.Name)[..20]}… has more than {LongestName} characters.");
        }

        // Which table expression a name means is not in the tree, so every one counts as often as it could be copied; and so do columns that pass through them.
        var copies = Product(nodes.Where(node => node.Kind is "WithElement"), with => Below(with).Count(n => n.Kind is "TableIdentifier" && !tables.Contains(n.Name)));
        var types = Product(nodes.Where(node => node.Kind is "Function" && (Combining.Contains(node.Name) || node.Name.EndsWith("State", StringComparison.Ordinal))), HoldsNames);
        var named = nodes.Where(node => node.Alias.Length > 0).ToLookup(node => node.Alias, StringComparer.Ordinal);
        return copies > MostCopies || types > MostTypes || Weigh(nodes[0], named, [], 0) > Most
            ? "Its names stand for names that stand for names, too often: written out it would be too large. Use fewer steps, or ask them one after the other."
            : null;
    }

    private static int Weigh(SqlNode node, ILookup<string, SqlNode> named, HashSet<SqlNode> path, int weight)
    {
        weight += 1 + (node.Name.Length / CharactersOfOne);
        foreach (var child in node.Children)
        {
            weight = weight > Most ? weight : Weigh(child, named, path, weight);
        }

        if (node.Kind is not "Identifier")
        {
            return weight;
        }

        foreach (var meant in named[node.LastName].Where(meant => IsSeenFrom(node, meant)))
        {
            if (weight <= Most && path.Add(meant))
            {
                weight = Weigh(meant, named, path, weight);
                path.Remove(meant);
            }
        }

        return weight;
    }

    // A name is one of its own SELECT or of one around it; what comes out of one within it is a column, reckoned once.
    private static bool IsSeenFrom(SqlNode node, SqlNode meant) =>
        !ReferenceEquals(node, meant) && SelectOf(meant) is { } there && node.Ancestors().Contains(there);

    private static SqlNode? SelectOf(SqlNode node) => node.Ancestors().FirstOrDefault(n => n.Kind is "SelectQuery");

    private static int HoldsNames(SqlNode function) =>
        function.Children.SelectMany(arguments => arguments.Children).Count(argument => argument.Kind is "Identifier" || Below(argument).Any(n => n.Kind is "Identifier"));

    private static double Product(IEnumerable<SqlNode> nodes, Func<SqlNode, int> factor) => nodes.Aggregate(1.0, (all, node) => all * Math.Max(1, factor(node)));

    private static IEnumerable<SqlNode> Below(SqlNode node) => node.Children.SelectMany(child => Below(child).Prepend(child));
}
