using System.Globalization;
using CityOps.Contracts.Scenarios;
using CityOps.Pipelines.Scenarios;
using CityOps.Warehouse;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Sql;

/// <summary>Looks at statements of people's own and runs those that are allowed.</summary>
internal sealed class SqlDesk(IWarehouse warehouse, IOptions<WarehouseOptions> options, ScenarioCatalog scenarios)
{
    public const int LongestStatement = 20_000;
    public const int MostRows = 10_000;
    public const int MostRowsOfAFile = 1_000_000;
    private const string Limits = "max_execution_time = 30, max_memory_usage = 2000000000";

    /// <param name="Type">As ClickHouse calls it.</param>
    internal sealed record Column(string Name, string Type);

    /// <param name="Rows">Every value as text, null where there is none.</param>
    internal sealed record Answer(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, bool Truncated);

    public IReadOnlySet<string> Open { get; } = scenarios.Of<OpenTablesPart>().SelectMany(part => part.Tables).ToHashSet(StringComparer.Ordinal);

    /// <summary>What is wrong with a statement, or null. Nothing of it runs.</summary>
    /// <exception cref="WarehouseException">It cannot be read.</exception>
    public async Task<string?> WhyNotAsync(string statement, CancellationToken cancellationToken)
    {
        var database = options.Value.Database;
        var gate = new SqlGate(
            database,
            Open,
            await NamesAsync("SELECT name FROM system.tables WHERE database = {database:String}", new() { ["database"] = database }, cancellationToken),
            await NamesAsync("SELECT name FROM system.databases", WarehouseParameters.None, cancellationToken),
            await NamesAsync("SELECT name FROM system.table_functions", WarehouseParameters.None, cancellationToken));
        var ast = new List<string>();
        await foreach (var line in warehouse.QueryAsync($"EXPLAIN AST {Framed(statement)}", WarehouseParameters.None, row => row.GetString(0), cancellationToken))
        {
            ast.AddRange(line.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        return gate.WhyNot(ast);
    }

    public async Task<Answer> AnswerAsync(string statement, CancellationToken cancellationToken)
    {
        IReadOnlyList<Column> columns = [];
        var rows = new List<IReadOnlyList<string?>>();
        await foreach (var row in warehouse.QueryAsync(Limited(statement, MostRows + 1), WarehouseParameters.None, row =>
        {
            columns = columns.Count > 0 ? columns : [.. Enumerable.Range(0, row.FieldCount).Select(i => new Column(row.GetName(i), row.GetDataTypeName(i)))];
            return Enumerable.Range(0, row.FieldCount).Select(i => Text(row.GetValue(i))).ToList();
        }, cancellationToken))
        {
            rows.Add(row);
        }

        return new(columns, rows.Count > MostRows ? rows[..MostRows] : rows, rows.Count > MostRows);
    }

    public Task CopyAsync(string statement, Stream to, CancellationToken cancellationToken) =>
        warehouse.CopyAsync(Limited(statement, MostRowsOfAFile), WarehouseParameters.None, WarehouseFormat.ArrowStream, to, cancellationToken);

    // Lines of their own: a comment at the statement's end must not swallow the bracket.
    private static string Framed(string statement) => $"SELECT * FROM (\n{statement}\n)";

    private static string Limited(string statement, int rows) => string.Create(CultureInfo.InvariantCulture, $"{Framed(statement)} LIMIT {rows} SETTINGS {Limits}");

    private static string? Text(object value) => value switch
    {
        null or DBNull => null,
        string text => text,
        DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        System.Collections.IEnumerable many => $"[{string.Join(", ", many.Cast<object>().Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private async Task<HashSet<string>> NamesAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var name in warehouse.QueryAsync(sql, parameters, row => row.GetString(0), cancellationToken))
        {
            names.Add(name);
        }

        return names;
    }
}
