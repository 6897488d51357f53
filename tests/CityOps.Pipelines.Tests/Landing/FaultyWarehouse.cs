using System.Data.Common;
using Apache.Arrow;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Tests.Landing;

/// <summary>The real warehouse, behind a door that can be shut, or be slow to open.</summary>
internal sealed class FaultyWarehouse(IWarehouse real) : IWarehouse
{
    private int _refusals;
    private int _waiting;

    /// <summary>What an insert is answered with while it is set.</summary>
    public Func<Exception>? Refusal { get; set; }

    /// <summary>What a statement that is no insert is answered with, by its text; null lets it through.</summary>
    public Func<string, Exception?>? StatementRefusal { get; set; }

    /// <summary>Inserts wait for it while it is set.</summary>
    public TaskCompletionSource? Hold { get; set; }

    public int Refusals => _refusals;

    public int Waiting => _waiting;

    public Task ExecuteAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) =>
        StatementRefusal?.Invoke(sql) is { } refusal ? Task.FromException(refusal) : real.ExecuteAsync(sql, parameters, cancellationToken);

    public IAsyncEnumerable<TRow> QueryAsync<TRow>(string sql, WarehouseParameters parameters, Func<DbDataReader, TRow> map, CancellationToken cancellationToken) =>
        real.QueryAsync(sql, parameters, map, cancellationToken);

    public IAsyncEnumerable<RecordBatch> QueryArrowAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) =>
        real.QueryArrowAsync(sql, parameters, cancellationToken);

    public Task CopyAsync(string sql, WarehouseParameters parameters, WarehouseFormat format, Stream to, CancellationToken cancellationToken) =>
        real.CopyAsync(sql, parameters, format, to, cancellationToken);

    public async Task InsertAsync(string table, IReadOnlyList<RecordBatch> batches, InsertMode mode, CancellationToken cancellationToken)
    {
        if (Hold is { } hold)
        {
            Interlocked.Increment(ref _waiting);
            await hold.Task.WaitAsync(cancellationToken);
            Interlocked.Decrement(ref _waiting);
        }

        if (Refusal is { } refusal)
        {
            Interlocked.Increment(ref _refusals);
            throw refusal();
        }

        await real.InsertAsync(table, batches, mode, cancellationToken);
    }
}
