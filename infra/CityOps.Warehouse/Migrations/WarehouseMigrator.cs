using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CityOps.Contracts.Scenarios;
using Microsoft.Extensions.Logging;

namespace CityOps.Warehouse.Migrations;

/// <summary>
/// Brings the warehouse's schema to the version of this program: steps of <c>core</c> first, then each scenario's in the order of their
/// registration. A step is recorded after its last statement; killed in between, it runs again, which its statements stand. Only one
/// process migrates at a time (the host does it at start, before anything else).
/// </summary>
public sealed class WarehouseMigrator(IWarehouse warehouse, ScenarioCatalog scenarios, TimeProvider time, ILogger<WarehouseMigrator> logger)
{
    public const string CoreOwner = "core";

    /// <summary>Applies what is missing.</summary>
    /// <returns>How many steps were applied.</returns>
    /// <exception cref="InvalidOperationException">A step that was applied has changed since, or two steps have one number.</exception>
    /// <exception cref="WarehouseException">A statement failed; the steps before it are recorded.</exception>
    public Task<int> MigrateAsync(CancellationToken cancellationToken) => MigrateAsync(scenarios.Of<WarehouseMigration>(), cancellationToken);

    /// <summary>Applies what is missing of the given steps.</summary>
    public async Task<int> MigrateAsync(IReadOnlyList<WarehouseMigration> steps, CancellationToken cancellationToken)
    {
        var ordered = Order(steps);
        foreach (var statement in MigrationFiles.Read(typeof(WarehouseMigrator).Assembly, "CityOps.Warehouse.Migrations.Journal"))
        {
            await warehouse.ExecuteAsync(statement.Text, WarehouseParameters.None, cancellationToken);
        }

        var applied = await ReadAppliedAsync(cancellationToken);
        var missing = new List<WarehouseMigration>();
        foreach (var step in ordered)
        {
            if (!applied.TryGetValue((step.Owner, step.Version), out var recorded))
            {
                missing.Add(step);
            }
            else if (!string.Equals(recorded, Checksum(step), StringComparison.Ordinal))
            {
                throw new InvalidOperationException(
                    $"Warehouse migration {step.Owner}/{step.Version} '{step.Name}' was changed after it had been applied to this warehouse. Restore it and add a new step instead.");
            }
        }

        foreach (var step in missing)
        {
            await ApplyAsync(step, cancellationToken);
        }

        return missing.Count;
    }

    private static List<WarehouseMigration> Order(IReadOnlyList<WarehouseMigration> steps)
    {
        var twice = steps.GroupBy(s => (s.Owner, s.Version)).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidOperationException($"Two warehouse migrations are numbered {twice.Key.Owner}/{twice.Key.Version}.");
        }

        var owners = steps.Select(s => s.Owner).Distinct(StringComparer.Ordinal).ToList();
        return [.. steps.OrderBy(s => string.Equals(s.Owner, CoreOwner, StringComparison.Ordinal) ? -1 : owners.IndexOf(s.Owner)).ThenBy(s => s.Version)];
    }

    private static string Checksum(WarehouseMigration step)
    {
        // Line ends and trailing blanks differ between checkouts; they are no change.
        var text = string.Join('\0', step.Statements.Select(s => s.ReplaceLineEndings("\n").Trim()));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private async Task<Dictionary<(string Owner, int Version), string>> ReadAppliedAsync(CancellationToken cancellationToken)
    {
        var applied = new Dictionary<(string, int), string>();
        var sql = MigrationFiles.ReadOne(typeof(WarehouseMigrator).Assembly, "CityOps.Warehouse.Migrations.applied.sql");
        await foreach (var (key, checksum) in warehouse.QueryAsync(
            sql,
            WarehouseParameters.None,
            r => ((r.GetString(0), Convert.ToInt32(r.GetValue(1), CultureInfo.InvariantCulture)), r.GetString(2)),
            cancellationToken))
        {
            applied[key] = checksum;
        }

        return applied;
    }

    private async Task ApplyAsync(WarehouseMigration step, CancellationToken cancellationToken)
    {
        foreach (var statement in step.Statements)
        {
            await warehouse.ExecuteAsync(statement, WarehouseParameters.None, cancellationToken);
        }

        var record = MigrationFiles.ReadOne(typeof(WarehouseMigrator).Assembly, "CityOps.Warehouse.Migrations.record.sql");
        await warehouse.ExecuteAsync(
            record,
            new WarehouseParameters
            {
                ["owner"] = step.Owner,
                ["version"] = (uint)step.Version,
                ["name"] = step.Name,
                ["checksum"] = Checksum(step),
                ["applied_at"] = time.GetUtcNow().UtcDateTime,
            },
            cancellationToken);
        logger.LogInformation("Warehouse migration {Owner}/{Version} {Name} applied", step.Owner, step.Version, step.Name);
    }
}
