using System.Globalization;
using CityOps.Contracts.Scenarios;
using CityOps.Pipelines.Scenarios;
using CityOps.Warehouse;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Sql;

/// <summary>Looks at statements of people's own and runs those that are allowed.</summary>
internal sealed class SqlDesk(IWarehouse warehouse, IOptions<WarehouseOptions> options, ScenarioCatalog scenarios) : IDisposable
{
    public const int LongestStatement = 20_000;
    public const int MostRows = 10_000;
    public const int MostRowsOfAFile = 1_000_000;
    private const int LargestAnswer = 20_000_000;
    private const int LargestFile = 200_000_000;
    private const int Places = 2;
    private const string Limits = "max_execution_time = 30, max_memory_usage = 2000000000, max_threads = 2";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _places = new(Places);

    /// <param name="Type">As ClickHouse calls it.</param>
    internal sealed record Column(string Name, string Type);

    /// <param name="Rows">Every value as text, null where there is none.</param>
    internal sealed record Answer(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, bool Truncated);

    public IReadOnlySet<string> Open { get; } = scenarios.Of<OpenTablesPart>().SelectMany(part => part.Tables).ToHashSet(StringComparer.Ordinal);

    /// <summary>Holds one of the few places of statements that run; null: all are taken. Whoever explores must not keep those who work waiting.</summary>
    public async Task<IDisposable?> EnterAsync(CancellationToken cancellationToken) =>
        await _places.WaitAsync(LongestWait, cancellationToken) ? new Place(_places) : null;

    /// <summary>What is wrong with a statement, or null. Nothing of it runs.</summary>
    /// <exception cref="WarehouseException">It cannot be read.</exception>
    public async Task<string?> WhyNotAsync(string statement, CancellationToken cancellationToken)
    {
        var database = options.Value.Database;
        var gate = new SqlGate(database, Open, await SqlCatalog.ReadAsync(warehouse, database, Open, cancellationToken));
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
        var size = 0L;
        await foreach (var row in warehouse.QueryAsync(Limited(statement, MostRows + 1), WarehouseParameters.None, row =>
        {
            columns = columns.Count > 0 ? columns : [.. Enumerable.Range(0, row.FieldCount).Select(i => new Column(row.GetName(i), row.GetDataTypeName(i)))];
            return Enumerable.Range(0, row.FieldCount).Select(i => Text(row.GetValue(i))).ToList();
        }, cancellationToken))
        {
            rows.Add(row);
            if ((size += row.Sum(text => text?.Length ?? 0)) > LargestAnswer)
            {
                throw new AnswerTooLargeException(LargestAnswer);
            }
        }

        return new(columns, rows.Count > MostRows ? rows[..MostRows] : rows, rows.Count > MostRows);
    }

    /// <summary>The answer as an Arrow IPC stream, whole: at most as large as an answer may be.</summary>
    public async Task<byte[]> FileAsync(string statement, CancellationToken cancellationToken)
    {
        using var file = new BoundedFile(LargestFile);
        await warehouse.CopyAsync(Limited(statement, MostRowsOfAFile), WarehouseParameters.None, WarehouseFormat.ArrowStream, file, cancellationToken);
        return file.ToArray();
    }

    public void Dispose() => _places.Dispose();

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

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
