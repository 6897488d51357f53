using System.Data.Common;
using Apache.Arrow;

namespace CityOps.Warehouse;

/// <summary>
/// The one way to the warehouse: ClickHouse.Driver over HTTP, to a cluster or to the embedded engine alike. Values go in as
/// parameters (<c>{name:Type}</c>), never into the SQL text.
/// </summary>
public interface IWarehouse
{
    /// <summary>
    /// What every insert of batches says. Rows of one key are told apart by their version when they are read (<c>FINAL</c>) and merged;
    /// doing it at the insert too took more than the rest of the insert.
    /// </summary>
    const string InsertSettings = "async_insert = 0, optimize_on_insert = 0";

    /// <summary>Runs one statement.</summary>
    Task ExecuteAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken);

    /// <summary>Runs a query and maps each row while it streams.</summary>
    IAsyncEnumerable<TRow> QueryAsync<TRow>(string sql, WarehouseParameters parameters, Func<DbDataReader, TRow> map, CancellationToken cancellationToken);

    /// <summary>Runs a query and streams its answer as Arrow batches; the caller disposes each.</summary>
    IAsyncEnumerable<RecordBatch> QueryArrowAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken);

    /// <summary>Runs a query and copies its answer to a stream as the engine writes it.</summary>
    Task CopyAsync(string sql, WarehouseParameters parameters, WarehouseFormat format, Stream to, CancellationToken cancellationToken);

    /// <summary>
    /// Inserts batches of one schema as one <c>INSERT … FORMAT ArrowStream</c>. Column names must be columns of the table; columns of
    /// the table that the batches lack take their defaults.
    /// </summary>
    Task InsertAsync(string table, IReadOnlyList<RecordBatch> batches, InsertMode mode, CancellationToken cancellationToken);
}

/// <summary>In what a whole answer can be had, for other programs.</summary>
public enum WarehouseFormat
{
    /// <summary>Arrow IPC stream.</summary>
    ArrowStream,
    Parquet,
}

/// <summary>How an insert treats rows that may have been inserted before.</summary>
public enum InsertMode
{
    /// <summary>The first time these rows go in.</summary>
    First,

    /// <summary>They may be in already (start, takeover, retry): <c>insert_deduplicate=0</c>; the table's key makes it a no-op.</summary>
    Again,
}

/// <summary>Named values of a statement's <c>{name:Type}</c> placeholders.</summary>
public sealed class WarehouseParameters : Dictionary<string, object?>
{
    public WarehouseParameters()
        : base(StringComparer.Ordinal)
    {
    }

    public static WarehouseParameters None => [];
}

/// <summary>ClickHouse refused a statement, or could not be reached.</summary>
/// <param name="code">ClickHouse's error code, or 0 where it was not reached.</param>
public sealed class WarehouseException(string message, int code, Exception? inner = null) : Exception(message, inner)
{
    public int Code { get; } = code;

    /// <summary>
    /// Whether rows were refused for what they hold, so that the same rows will be refused again: a value that cannot be parsed, converted or
    /// held by its column, or that breaks a constraint of the table. A missing table or right is not of this kind: it is mended in the warehouse.
    /// </summary>
    public bool IsContent => WarehouseContentErrors.Codes.Contains(Code);

    /// <summary>ClickHouse's name of the error, such as TYPE_MISMATCH; empty where the message names none. It holds no value of a row.</summary>
    public string ErrorName => WarehouseContentErrors.NameIn(Message);

    /// <summary>Whether the same statement may succeed later (not reached, overloaded, out of memory, out of disk).</summary>
    public bool IsTransient => Code is 0 or 159 or 202 or 209 or 210 or 241 or 243 or 252;
}
