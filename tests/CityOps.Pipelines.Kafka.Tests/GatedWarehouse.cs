using System.Data.Common;
using Apache.Arrow;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Tests.Kafka;

/// <summary>The real warehouse behind a gate that inserts wait at: a slow one, or, if it is deaf, one whose caller cannot let go of it either.</summary>
internal sealed class GatedWarehouse(IWarehouse real, bool deaf = false) : IWarehouse
{
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _gate = Opened();

    /// <summary>Done once an insert has come to the closed gate.</summary>
    public Task InsertWaits => _waiting.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public void Close() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _gate.TrySetResult();

    public Task ExecuteAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) => real.ExecuteAsync(sql, parameters, cancellationToken);

    public IAsyncEnumerable<TRow> QueryAsync<TRow>(string sql, WarehouseParameters parameters, Func<DbDataReader, TRow> map, CancellationToken cancellationToken) =>
        real.QueryAsync(sql, parameters, map, cancellationToken);

    public IAsyncEnumerable<RecordBatch> QueryArrowAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) =>
        real.QueryArrowAsync(sql, parameters, cancellationToken);

    public Task CopyAsync(string sql, WarehouseParameters parameters, WarehouseFormat format, Stream to, CancellationToken cancellationToken) =>
        real.CopyAsync(sql, parameters, format, to, cancellationToken);

    public async Task InsertAsync(string table, IReadOnlyList<RecordBatch> batches, InsertMode mode, CancellationToken cancellationToken)
    {
        var gate = _gate.Task;
        if (!gate.IsCompleted)
        {
            _waiting.TrySetResult();
        }

        await gate.WaitAsync(deaf ? CancellationToken.None : cancellationToken);
        await real.InsertAsync(table, batches, mode, deaf ? CancellationToken.None : cancellationToken);
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}
