using CityOps.Identity;
using CityOps.Warehouse.Migrations;
using Microsoft.Extensions.Hosting;

namespace CityOps.Host.Composition;

/// <summary>Brings the schemas of every store to this program's version, before anything reads or writes them.</summary>
internal sealed class SchemaMigrations(WarehouseMigrator warehouse, IVaultMaintenance vault) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await warehouse.MigrateAsync(cancellationToken);
        await vault.MigrateAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
