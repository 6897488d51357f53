using CityOps.Warehouse.Migrations;
using Microsoft.Extensions.Logging;

namespace CityOps.Warehouse.Durability;

/// <summary>
/// Makes each table sync the parts that inserts and merges write, or leave that to the system, as <see cref="WarehouseOptions.SyncParts"/> says. With it,
/// what an insert has acknowledged outlives a power cut. A table that is that way already is not touched. Run it after the migrations.
/// </summary>
public sealed class PartSync(IWarehouse warehouse, WarehouseOptions options, ILogger<PartSync> logger)
{
    // A merge drops what it merged some minutes later, so that its part must be on the disk by then too.
    private const string On = "MODIFY SETTING fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1";
    private const string Off = "RESET SETTING fsync_after_insert, fsync_part_directory, min_rows_to_fsync_after_merge";
    private const string Mark = "fsync_after_insert = 1";

    /// <returns>How many tables were changed.</returns>
    public async Task<int> ApplyAsync(CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var table in await OthersAsync(cancellationToken))
        {
            await warehouse.ExecuteAsync($"ALTER TABLE {SqlIdentifier.QuoteTable(table)} {(options.SyncParts ? On : Off)}", WarehouseParameters.None, cancellationToken);
            changed++;
        }

        if (changed > 0)
        {
            logger.LogInformation("{Tables} tables {How} from now on", changed, options.SyncParts ? "sync what they write" : "leave it to the system when what they write reaches the disk");
        }

        return changed;
    }

    /// <summary>The tables that are not as they should be.</summary>
    private async Task<List<string>> OthersAsync(CancellationToken cancellationToken)
    {
        var others = new List<string>();
        var sql = MigrationFiles.ReadOne(typeof(PartSync).Assembly, "CityOps.Warehouse.Retention.TableEngines.sql");
        await foreach (var (table, engine) in warehouse.QueryAsync(sql, WarehouseParameters.None, row => (row.GetString(0), row.GetString(1)), cancellationToken))
        {
            if (engine.Contains("MergeTree", StringComparison.Ordinal) && engine.Contains(Mark, StringComparison.Ordinal) != options.SyncParts)
            {
                others.Add(table);
            }
        }

        return others;
    }
}
