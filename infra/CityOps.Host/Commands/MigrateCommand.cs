using System.CommandLine;
using CityOps.Casework;
using CityOps.Casework.Storage;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Storage;
using CityOps.Host.Composition;
using CityOps.Host.Composition.Settings;
using CityOps.Identity;
using CityOps.Warehouse;
using CityOps.Warehouse.Durability;
using CityOps.Warehouse.Embedded;
using CityOps.Warehouse.Migrations;
using CityOps.Warehouse.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Commands;

/// <summary><c>cityops migrate</c>: brings every store's schema to this version, without starting anything else. <c>up</c> does so by itself.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var command = new ExampledCommand(
            "migrate",
            "Bring the schemas of the warehouse, the vault and casework to this version. 'up' does so by itself.",
            """
            cityops migrate --data ./cityops-data
            CityOps__Warehouse__Url=http://clickhouse:8123 cityops migrate --data /var/lib/cityops
            """)
        {
            data,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(DataFolder.Named(parsed.GetValue(data)!), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(DataFolder folder, CancellationToken cancellationToken)
    {
        var configuration = HostConfiguration.Build(folder);
        using var held = folder.Lock();
        FolderRoom.Require(folder);
        try
        {
            return await MigrateAsync(configuration, cancellationToken);
        }
        catch (Exception error) when (FolderRoom.Explain(error, folder) is { } known)
        {
            throw new CommandException(known.Message, known.ExitCode);
        }
    }

    private static async Task<int> MigrateAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Composition.Scenarios.Catalog())
            .AddCityOpsIdentity(configuration)
            .AddCityOpsWarehouse(configuration)
            .AddCityOpsCasework(configuration)
            .BuildServiceProvider();
        SettingsProblems.RequireValid(services);
        var engine = services.GetService<EmbeddedWarehouse>();
        if (engine is not null)
        {
            await engine.StartAsync(cancellationToken);
        }

        var steps = await services.GetRequiredService<WarehouseMigrator>().MigrateAsync(cancellationToken);
        var changed = await services.GetRequiredService<TableRetention>().ApplyAsync(cancellationToken);
        var synced = await services.GetRequiredService<PartSync>().ApplyAsync(cancellationToken);
        await services.GetRequiredService<IVaultMaintenance>().MigrateAsync(cancellationToken);
        await services.GetRequiredService<CaseworkMigrator>().MigrateAsync(cancellationToken);
        await OperationsStore.DatabasesOf(services).MigrateAsync(cancellationToken);
        Console.WriteLine($"Schemas are at this version ({services.GetRequiredService<ScenarioCatalog>().Of<WarehouseMigration>().Count} warehouse steps, {steps} of them applied now; retention changed on {changed} tables, syncing on {synced}).");
        return 0;
    }
}
