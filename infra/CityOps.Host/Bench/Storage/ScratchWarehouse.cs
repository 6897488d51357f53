using CityOps.Host.Commands;
using CityOps.Warehouse;
using CityOps.Warehouse.Embedded;
using CityOps.Warehouse.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Bench.Storage;

/// <summary>An engine on a folder of its own, with the real schema; the folder goes with it unless it is to be kept.</summary>
internal sealed class ScratchWarehouse : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly bool _kept;
    private readonly ServiceProvider _services;

    private ScratchWarehouse(DirectoryInfo folder, bool kept)
    {
        (_folder, _kept) = (folder, kept);
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("CityOps:DataFolder", folder.FullName)]).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Composition.Scenarios.Catalog())
            .AddCityOpsWarehouse(settings)
            .BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    /// <exception cref="CommandException">The folder to keep exists already: made-up readings have no business in anybody's data.</exception>
    public static async Task<ScratchWarehouse> StartAsync(DirectoryInfo? keep, CancellationToken cancellationToken)
    {
        if (keep?.Exists is true)
        {
            throw new CommandException($"'{keep.FullName}' exists already; name a folder that does not.");
        }

        keep?.Create();
        var scratch = new ScratchWarehouse(keep ?? Directory.CreateTempSubdirectory("cityops-storage-"), keep is not null);
        try
        {
            await scratch._services.GetRequiredService<EmbeddedWarehouse>().StartAsync(cancellationToken);
            await scratch._services.GetRequiredService<WarehouseMigrator>().MigrateAsync(cancellationToken);
            return scratch;
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (!_kept)
        {
            _folder.Delete(recursive: true);
        }
    }
}
