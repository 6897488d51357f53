using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
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
    private const int MostColumns = 200;
    private const int LongestValue = 20_000;

    // Quotation marks and a comma, or "null".
    private const int BytesAroundValue = 5;
    private const int LargestAnswer = 20_000_000;
    private const int LargestFile = 100_000_000;
    private const int Places = 2;
    private const int StatementsAMinute = 60;

    // Small blocks, since time is looked at between them; the lowest right to the processor, since others work.
    private const string Limits =
        "max_execution_time = 30, max_memory_usage = 2000000000, max_threads = 1, max_block_size = 1024, os_thread_priority = 19, max_temporary_data_on_disk_size_for_query = 1000000000";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _places = new(Places);
    private readonly ConcurrentDictionary<string, byte> _running = new(StringComparer.Ordinal);
    private readonly PartitionedRateLimiter<string> _rates = PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetFixedWindowLimiter(
        caller, _ => new FixedWindowRateLimiterOptions { PermitLimit = StatementsAMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    /// <param name="Type">As ClickHouse calls it.</param>
    internal sealed record Column(string Name, string Type);

    /// <param name="Rows">Every value as text, null where there is none; at most 20,000 characters of one.</param>
    /// <param name="Truncated">There are more rows, or a value was cut.</param>
    internal sealed record Answer(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, bool Truncated);

    /// <summary>How many callers have a statement running or waiting.</summary>
    public int Running => _running.Count;

    public IReadOnlySet<string> Open { get; } = scenarios.Of<OpenTablesPart>().SelectMany(part => part.Tables).ToHashSet(StringComparer.Ordinal);

    /// <summary>Holds one of the few places of statements that run, one for each caller. Whoever explores must not keep those who work waiting, nor the other who explores.</summary>
    /// <returns>The place; or why there is none.</returns>
    public async Task<(IDisposable? Place, string WhyNot)> EnterAsync(string caller, CancellationToken cancellationToken)
    {
        using var rate = _rates.AttemptAcquire(caller);
        if (!rate.IsAcquired)
        {
            return (null, $"{StatementsAMinute} statements a minute are the most. Try again in a minute.");
        }

        if (!_running.TryAdd(caller, 0))
        {
            return (null, "A statement of yours is still running. Try again when it is done.");
        }

        var entered = false;
        try
        {
            entered = await _places.WaitAsync(LongestWait, cancellationToken);
            return entered ? (new Place(this, caller), "") : (null, "Statements of others are running. Try again when one of them is done.");
        }
        finally
        {
            if (!entered)
            {
                _running.TryRemove(caller, out _);
            }
        }
    }

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

    /// <exception cref="AnswerTooLargeException">It is more than an answer may be.</exception>
    public async Task<Answer> AnswerAsync(string statement, CancellationToken cancellationToken)
    {
        var columns = await ColumnsAsync(statement, cancellationToken);

        // Cut by the engine: one value may be as large as its memory, and this process is not to hold it.
        var rows = new List<IReadOnlyList<string?>>();
        var (size, cut) = (columns.Sum(column => (long)column.Name.Length + column.Type.Length), false);
        var texts = Framed(statement, string.Create(CultureInfo.InvariantCulture, $"* APPLY(value -> substringUTF8(toString(value), 1, {LongestValue}))"));
        await foreach (var row in warehouse.QueryAsync(
            Limited(texts, MostRows + 1), WarehouseParameters.None, row => Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : row.GetString(i)).ToList(), cancellationToken))
        {
            rows.Add(row);
            cut |= row.Exists(text => text?.Length >= LongestValue);
            if ((size += row.Sum(text => (text?.Length ?? 0) + BytesAroundValue)) > LargestAnswer)
            {
                throw new AnswerTooLargeException(string.Create(CultureInfo.InvariantCulture, $"{LargestAnswer / 1_000_000} MB"));
            }
        }

        return new(columns, rows.Count > MostRows ? rows[..MostRows] : rows, cut || rows.Count > MostRows);
    }

    /// <summary>The answer as an Arrow IPC stream, whole: at most as large as an answer may be.</summary>
    public async Task<byte[]> FileAsync(string statement, CancellationToken cancellationToken)
    {
        await ColumnsAsync(statement, cancellationToken);
        using var file = new BoundedFile(LargestFile);
        await warehouse.CopyAsync(Limited(Framed(statement), MostRowsOfAFile), WarehouseParameters.None, WarehouseFormat.ArrowStream, file, cancellationToken);
        return file.ToArray();
    }

    public void Dispose()
    {
        _places.Dispose();
        _rates.Dispose();
    }

    private async Task<List<Column>> ColumnsAsync(string statement, CancellationToken cancellationToken)
    {
        var columns = await warehouse.QueryAsync($"DESCRIBE (\n{statement}\n) SETTINGS {Limits}", WarehouseParameters.None, row => new Column(row.GetString(0), row.GetString(1)), cancellationToken)
            .Take(MostColumns + 1).ToListAsync(cancellationToken);
        return columns.Count <= MostColumns ? columns : throw new AnswerTooLargeException(string.Create(CultureInfo.InvariantCulture, $"{MostColumns} columns"));
    }

    // Lines of their own: a comment at the statement's end must not swallow the bracket.
    private static string Framed(string statement, string columns = "*") => $"SELECT {columns} FROM (\n{statement}\n)";

    private static string Limited(string framed, int rows) => string.Create(CultureInfo.InvariantCulture, $"{framed} LIMIT {rows} SETTINGS {Limits}");

    private sealed class Place(SqlDesk desk, string caller) : IDisposable
    {
        public void Dispose()
        {
            desk._running.TryRemove(caller, out _);
            desk._places.Release();
        }
    }
}
