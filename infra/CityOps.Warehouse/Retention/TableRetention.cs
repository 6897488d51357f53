using System.Text.RegularExpressions;
using CityOps.Warehouse.Migrations;
using Microsoft.Extensions.Logging;

namespace CityOps.Warehouse.Retention;

/// <summary>
/// Makes each table's TTL what the configuration says; a table that has it already is not touched. The engine deletes in the background, rows that come
/// late and are too old already among them. Run it after the migrations.
/// </summary>
public sealed partial class TableRetention(IWarehouse warehouse, RetentionDays settings, ILogger<TableRetention> logger)
{
    /// <returns>How many tables were changed.</returns>
    /// <exception cref="InvalidOperationException">The configuration is wrong; nothing was changed.</exception>
    public async Task<int> ApplyAsync(CancellationToken cancellationToken)
    {
        var wanted = settings.Read();
        var present = await PresentAsync(cancellationToken);
        var changed = 0;
        foreach (var (table, days) in wanted.Where(entry => present.ContainsKey(entry.Table.Table)))
        {
            var target = days == 0 ? "" : table.TtlSql(days);
            if (string.Equals(Bare(present[table.Table]), Bare(target), StringComparison.Ordinal))
            {
                continue;
            }

            await warehouse.ExecuteAsync(
                $"ALTER TABLE {SqlIdentifier.QuoteTable(table.Table)} {(days == 0 ? "REMOVE TTL" : "MODIFY TTL " + target)}", WarehouseParameters.None, cancellationToken);
            logger.LogInformation("Rows of {Table} are kept {Days} days from now on (0: for ever)", table.Table, days);
            changed++;
        }

        return changed;
    }

    /// <summary>The TTL of each table, empty where it has none.</summary>
    private async Task<Dictionary<string, string>> PresentAsync(CancellationToken cancellationToken)
    {
        var present = new Dictionary<string, string>(StringComparer.Ordinal);
        var sql = MigrationFiles.ReadOne(typeof(TableRetention).Assembly, "CityOps.Warehouse.Retention.TableEngines.sql");
        await foreach (var (table, engine) in warehouse.QueryAsync(sql, WarehouseParameters.None, row => (row.GetString(0), row.GetString(1)), cancellationToken))
        {
            present[table] = Ttl().Match(engine).Groups["ttl"].Value;
        }

        return present;
    }

    private static string Bare(string expression) => Layout().Replace(expression, "");

    [GeneratedRegex(@" TTL (?<ttl>.+?)( SETTINGS |$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ttl();

    [GeneratedRegex(@"[\s()]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Layout();
}
