using CityOps.Contracts.Scenarios;
using CityOps.Tests.Shared;
using CityOps.Warehouse.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Warehouse.Tests;

public sealed class MigratorTests : IAsyncLifetime
{
    private EngineFixture _engine = null!;
    private WarehouseMigrator _migrator = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await EngineFixture.StartAsync();
        _migrator = new WarehouseMigrator(_engine.Warehouse, new ScenarioCatalog([]), TimeProvider.System, NullLogger<WarehouseMigrator>.Instance);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task From_empty_all_steps_are_applied_core_first_and_a_second_run_does_nothing()
    {
        var core = Table("core", 1, "a");
        var scenario = new WarehouseMigration("group-rental", 1, "view", ["CREATE VIEW IF NOT EXISTS a_view AS SELECT * FROM a"]);

        var applied = await _migrator.MigrateAsync([scenario, core], CancellationToken.None);
        var again = await _migrator.MigrateAsync([scenario, core], CancellationToken.None);

        Assert.Equal(2, applied);
        Assert.Equal(0, again);
        Assert.Equal(["a", "a_view", "schema_migrations"], await TablesAsync());
    }

    [Fact]
    public async Task From_the_previous_version_only_the_new_step_is_applied()
    {
        await _migrator.MigrateAsync([Table("core", 1, "a")], CancellationToken.None);

        var applied = await _migrator.MigrateAsync([Table("core", 1, "a"), Table("core", 2, "b")], CancellationToken.None);

        Assert.Equal(1, applied);
        Assert.Equal(["a", "b", "schema_migrations"], await TablesAsync());
    }

    [Fact]
    public async Task A_step_that_stopped_between_statement_and_record_runs_again()
    {
        var broken = new WarehouseMigration("core", 1, "two", ["CREATE TABLE IF NOT EXISTS a (x Int32) ENGINE = MergeTree ORDER BY x", "SELECT throwIf(1)"]);
        await Assert.ThrowsAsync<WarehouseException>(() => _migrator.MigrateAsync([broken], CancellationToken.None));

        var applied = await _migrator.MigrateAsync([Table("core", 1, "a")], CancellationToken.None);

        Assert.Equal(1, applied);
    }

    [Fact]
    public async Task A_changed_released_step_is_refused_by_name()
    {
        await _migrator.MigrateAsync([Table("core", 1, "a")], CancellationToken.None);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => _migrator.MigrateAsync([Table("core", 1, "b")], CancellationToken.None));

        Assert.Contains("core/1 'b'", error.Message, StringComparison.Ordinal);
    }

    private static WarehouseMigration Table(string owner, int version, string table) =>
        new(owner, version, table, [$"CREATE TABLE IF NOT EXISTS {table} (x Int32) ENGINE = MergeTree ORDER BY x"]);

    private async Task<List<string>> TablesAsync()
    {
        var tables = new List<string>();
        await foreach (var name in _engine.Warehouse.QueryAsync("SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name", WarehouseParameters.None, r => r.GetString(0), CancellationToken.None))
        {
            tables.Add(name);
        }

        return tables;
    }
}
