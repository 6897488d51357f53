using CityOps.Warehouse;

namespace CityOps.Dashboards.Sql;

/// <summary>What the engine knows by name, and which of its functions do nothing but reckon with their arguments.</summary>
internal sealed class SqlCatalog
{
    // The engine's own chapters. Those that are missing read files, dictionaries, other tables or servers, models, settings, or wait.
    private static readonly HashSet<string> Chapters = new(StringComparer.Ordinal)
    {
        "Arithmetic", "Arrays", "Bit", "Bitmap", "Comparison", "Conditional", "Dates and Times", "Distance", "Encoding", "Geo", "Geo Polygon", "Hash", "IP Address", "JSON", "Logical", "Map",
        "Mathematical", "Null", "Rounding", "String", "String Replacement", "String Search", "String Splitting", "Time Window", "Tuple", "Type Conversion", "URL",
    };

    // Of other chapters, or of none; and what the engine calls operators.
    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "transform", "toTypeName", "materialize", "identity", "bar", "formatReadableSize", "formatReadableQuantity", "formatReadableTimeDelta", "runningDifference", "lambda", "exists",
        "caseWithExpr", "caseWithExpression", "caseWithoutExpr", "caseWithoutExpression", "in", "array", "tuple", "untuple", "interval", "grouping", "arrayJoin",
    };

    // An engine within a function; what, standing for a table, takes its text for SQL; what takes the square of its arguments' length, which no limit interrupts; what writes formats.
    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase)
    {
        "chdb", "format", "values", "editDistance", "editDistanceUTF8", "damerauLevenshteinDistance", "jaroSimilarity", "jaroWinklerSimilarity", "arrayLevenshteinDistance",
        "arrayLevenshteinDistanceWeighted", "arraySimilarity", "hasAll", "hasSubstr", "prettyPrintJSON", "formatRow", "formatRowNoNewline", "groupFormat",
    };

    // Rows out of nothing, or out of a part of the statement that is looked at as well.
    private static readonly HashSet<string> TableFunctions = new(StringComparer.Ordinal)
    {
        "numbers", "numbers_mt", "zeros", "zeros_mt", "generateSeries", "generate_series", "view",
    };

    private static readonly string[] Combinators = ["SimpleState", "State", "Merge", "MergeState", "If", "Array", "Map", "Distinct", "OrDefault", "OrNull", "ForEach", "Resample", "ArgMin", "ArgMax"];

    private readonly Dictionary<string, bool> _functions = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _columns = [];

    private SqlCatalog()
    {
    }

    /// <summary>All tables of our database.</summary>
    public HashSet<string> Tables { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Databases { get; } = new(StringComparer.Ordinal);

    public static async Task<SqlCatalog> ReadAsync(IWarehouse warehouse, string database, IReadOnlySet<string> open, CancellationToken cancellationToken)
    {
        var catalog = new SqlCatalog();
        catalog.Tables.UnionWith(await NamesAsync(warehouse, "SELECT name FROM system.tables WHERE database = {database:String}", database, cancellationToken));
        catalog.Databases.UnionWith(await NamesAsync(warehouse, "SELECT name FROM system.databases WHERE {database:String} != ''", database, cancellationToken));
        catalog._columns.UnionWith((await NamesAsync(warehouse, "SELECT concat(table, '.', name) FROM system.columns WHERE database = {database:String}", database, cancellationToken))
            .Select(name => name.Split('.', 2)).Where(parts => open.Contains(parts[0])).Select(parts => parts[1]));
        var aliases = new List<(string Name, string Of)>();
        await foreach (var (name, alias, chapter, aggregates) in warehouse.QueryAsync(
            "SELECT name, alias_to, categories, is_aggregate FROM system.functions", WarehouseParameters.None,
            row => (row.GetString(0), row.GetString(1), row.GetString(2), Convert.ToInt32(row.GetValue(3), System.Globalization.CultureInfo.InvariantCulture) != 0), cancellationToken))
        {
            if (alias.Length > 0)
            {
                aliases.Add((name, alias));
                continue;
            }

            catalog._functions[name] = !Never.Contains(name) && (aggregates || Chapters.Contains(chapter) || Others.Contains(name));
        }

        // Some are their function in other letters, which is known already.
        aliases.ForEach(alias => catalog._functions.TryAdd(alias.Name, !Never.Contains(alias.Name) && catalog.MayCall(alias.Of)));
        return catalog;
    }

    public static bool MayStandForTable(string name) => TableFunctions.Contains(name);

    public bool IsFunction(string name) => _functions.ContainsKey(name);

    public bool IsColumn(string name) => _columns.Contains(name);

    public bool MayCall(string name) => _functions.TryGetValue(name, out var may) ? may : !Never.Contains(name) && (Others.Contains(name) || Combined(name));

    // sumIf, quantileStateIf …: an aggregate with what is done around it.
    private bool Combined(string name) => Array.Exists(
        Combinators, suffix => name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length && MayCall(name[..^suffix.Length]));

    private static async Task<List<string>> NamesAsync(IWarehouse warehouse, string sql, string database, CancellationToken cancellationToken) =>
        await warehouse.QueryAsync(sql, new() { ["database"] = database }, row => row.GetString(0), cancellationToken).ToListAsync(cancellationToken);
}
