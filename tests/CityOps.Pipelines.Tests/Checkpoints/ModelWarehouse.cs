using System.Data.Common;
using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Tests.Checkpoints;

/// <summary>
/// The engine as the protocol has to expect it: one row a key at the highest version, an insert that a kill leaves half done, and the
/// trap that was measured, a block remembered as a duplicate before its rows are in place.
/// </summary>
internal sealed class ModelWarehouse : IWarehouse
{
    private readonly HashSet<string> _remembered = new(StringComparer.Ordinal);

    /// <summary>Key → (version, register).</summary>
    public SortedDictionary<string, (ulong Version, double Register)> Table { get; } = new(StringComparer.Ordinal);

    /// <summary>Asked in the middle of each insert whether it is killed there; it may also let it wait.</summary>
    public Func<Task<bool>>? OnInsert { get; set; }

    public async Task InsertAsync(string table, IReadOnlyList<RecordBatch> batches, InsertMode mode, CancellationToken cancellationToken)
    {
        var rows = batches.SelectMany(RowsOf).ToList();
        var fresh = _remembered.Add(string.Join('|', rows.Select(r => r.Version)));
        if (OnInsert is { } ask && await ask())
        {
            // Killed after the block was remembered and before its rows were in.
            throw new OperationCanceledException(cancellationToken);
        }

        if (!fresh && mode is InsertMode.First)
        {
            return;
        }

        foreach (var row in rows)
        {
            if (!Table.TryGetValue(row.Key, out var held) || held.Version <= row.Version)
            {
                Table[row.Key] = (row.Version, row.Register);
            }
        }
    }

    public Task ExecuteAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) => Task.CompletedTask;

    public IAsyncEnumerable<TRow> QueryAsync<TRow>(string sql, WarehouseParameters parameters, Func<DbDataReader, TRow> map, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<TRow>();

    public IAsyncEnumerable<RecordBatch> QueryArrowAsync(string sql, WarehouseParameters parameters, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<RecordBatch>();

    public Task CopyAsync(string sql, WarehouseParameters parameters, WarehouseFormat format, Stream to, CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<(string Key, ulong Version, double Register)> RowsOf(RecordBatch batch)
    {
        for (var row = 0; row < batch.Length; row++)
        {
            yield return ($"{batch.Keys("meter_key")[row]}@{batch.Instants("read_at")[row]}", batch.Keys("version")[row], batch.Numbers("register")[row]);
        }
    }
}
