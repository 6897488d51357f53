using CityOps.Identity;
using CityOps.Warehouse.Durability;
using CityOps.Warehouse.Migrations;
using CityOps.Warehouse.Retention;
using Microsoft.Extensions.Hosting;

namespace CityOps.Host.Composition;

/// <summary>Brings the schemas of every store to this program's version, and the retention and syncing of its tables to the configuration, before anything reads or writes them.</summary>
internal sealed class SchemaMigrations(WarehouseMigrator warehouse, TableRetention retention, PartSync sync, IVaultMaintenance vault) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await warehouse.MigrateAsync(cancellationToken);
        await retention.ApplyAsync(cancellationToken);
        await sync.ApplyAsync(cancellationToken);
        await vault.MigrateAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
