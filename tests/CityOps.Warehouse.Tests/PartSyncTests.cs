using CityOps.Tests.Shared;
using CityOps.Warehouse.Durability;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Warehouse.Tests;

public sealed class PartSyncTests : IAsyncLifetime
{
    private EngineFixture _engine = null!;

    public async ValueTask InitializeAsync()
    {
        _engine = await EngineFixture.StartAsync();
        await RunAsync("CREATE TABLE synced (id UInt64, version UInt64) ENGINE = ReplacingMergeTree(version) ORDER BY id");
        await RunAsync("CREATE TABLE unkept (id UInt64) ENGINE = Memory");
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task A_table_is_changed_only_where_it_is_not_so_already_and_other_engines_never()
    {
        Assert.Equal(0, await ApplyAsync(sync: false));
        Assert.Equal(1, await ApplyAsync(sync: true));
        Assert.Equal(0, await ApplyAsync(sync: true));
        Assert.Equal(1, await ApplyAsync(sync: false));
        Assert.Equal(0, await ApplyAsync(sync: false));
    }

    [Fact]
    public async Task Inserts_and_merges_sync_files_and_their_folder()
    {
        await ApplyAsync(sync: true);
        var before = await SyncsAsync();
        await RunAsync("INSERT INTO synced VALUES (1, 1), (2, 1)");
        var inserted = await SyncsAsync();
        await RunAsync("INSERT INTO synced VALUES (1, 2)");
        var again = await SyncsAsync();
        await RunAsync("OPTIMIZE TABLE synced FINAL");
        var merged = await SyncsAsync();

        Assert.True(inserted.Files > before.Files && inserted.Folders > before.Folders, $"{before} before an insert, {inserted} after it");
        Assert.True(merged.Files > again.Files && merged.Folders > again.Folders, $"{again} before a merge, {merged} after it");
    }

    private Task<int> ApplyAsync(bool sync) =>
        new PartSync(_engine.Warehouse, new WarehouseOptions { SyncParts = sync }, NullLogger<PartSync>.Instance).ApplyAsync(CancellationToken.None);

    private async Task<(long Files, long Folders)> SyncsAsync()
    {
        const string Sql = "SELECT toInt64(sumIf(value, event = 'FileSync')), toInt64(sumIf(value, event = 'DirectorySync')) FROM system.events";
        return await _engine.Warehouse.QueryAsync(Sql, WarehouseParameters.None, row => (row.GetInt64(0), row.GetInt64(1)), CancellationToken.None).SingleAsync();
    }

    private Task RunAsync(string sql) => _engine.Warehouse.ExecuteAsync(sql, WarehouseParameters.None, CancellationToken.None);
}
