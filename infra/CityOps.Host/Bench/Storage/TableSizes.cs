using System.Globalization;
using CityOps.Warehouse;
using CityOps.Warehouse.Migrations;

namespace CityOps.Host.Bench.Storage;

/// <summary>What a table holds and takes on disk: data, marks, primary index and checksums of its active parts.</summary>
internal sealed record TableSize(string Table, long Rows, long Bytes, long Parts)
{
    public double BytesPerRow => Rows == 0 ? 0 : (double)Bytes / Rows;
}

/// <summary>Asks the engine what its tables take on disk, and whether it still merges.</summary>
internal sealed class TableSizes(IWarehouse warehouse)
{
    // The engine looks for merges anew some seconds after it found none.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private const int QuietLooks = 20;

    public async Task<IReadOnlyList<TableSize>> AllAsync(CancellationToken cancellationToken)
    {
        var sizes = new List<TableSize>();
        await foreach (var size in warehouse.QueryAsync(
            Sql("TableSizes"), WarehouseParameters.None, row => new TableSize(row.GetString(0), Number(row.GetValue(1)), Number(row.GetValue(2)), Number(row.GetValue(3))), cancellationToken))
        {
            sizes.Add(size);
        }

        return sizes;
    }

    public async Task<TableSize> OfAsync(string table, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(size => string.Equals(size.Table, table, StringComparison.Ordinal)) ?? new TableSize(table, 0, 0, 0);

    /// <summary>Bytes of each column, all tables.</summary>
    public async Task<ILookup<string, (string Column, long Bytes)>> ColumnsAsync(CancellationToken cancellationToken)
    {
        var columns = new List<(string Table, string Column, long Bytes)>();
        await foreach (var column in warehouse.QueryAsync(
            Sql("ColumnSizes"), WarehouseParameters.None, row => (row.GetString(0), row.GetString(1), Number(row.GetValue(2))), cancellationToken))
        {
            columns.Add(column);
        }

        return columns.ToLookup(column => column.Table, column => (column.Column, column.Bytes), StringComparer.Ordinal);
    }

    /// <summary>Waits until no merge runs and the set of parts has not changed for a while. Nothing is forced.</summary>
    public async Task WaitUntilQuietAsync(CancellationToken cancellationToken)
    {
        var (quiet, last) = (0, "");
        while (quiet < QuietLooks)
        {
            await Task.Delay(LookEvery, cancellationToken);
            await foreach (var (merges, parts) in warehouse.QueryAsync(
                Sql("Activity"), WarehouseParameters.None, row => (Number(row.GetValue(0)), row.GetString(1)), cancellationToken))
            {
                quiet = merges == 0 && string.Equals(parts, last, StringComparison.Ordinal) ? quiet + 1 : 0;
                last = parts;
            }
        }
    }

    public async Task<string> EngineVersionAsync(CancellationToken cancellationToken)
    {
        await foreach (var version in warehouse.QueryAsync(Sql("EngineVersion"), WarehouseParameters.None, row => row.GetString(0), cancellationToken))
        {
            return version;
        }

        return "";
    }

    /// <summary>While they are stopped, parts stay as they were inserted.</summary>
    public Task AllowMergesAsync(bool allowed, CancellationToken cancellationToken) =>
        warehouse.ExecuteAsync(Sql(allowed ? "StartMerges" : "StopMerges"), WarehouseParameters.None, cancellationToken);

    private static string Sql(string name) => MigrationFiles.ReadOne(typeof(TableSizes).Assembly, $"CityOps.Host.Bench.Storage.Sql.{name}.sql");

    private static long Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
