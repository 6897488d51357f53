using CityOps.Warehouse;
using CityOps.Warehouse.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Training;

/// <summary>An engine of its own in a temporary folder: a made-up district must never mix with the one that is watched. Both are gone when it is disposed.</summary>
internal sealed class ScratchWarehouse : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ServiceProvider _services;

    private ScratchWarehouse(DirectoryInfo folder, ServiceProvider services)
    {
        _folder = folder;
        _services = services;
    }

    public IWarehouse Warehouse => _services.GetRequiredService<IWarehouse>();

    public static async Task<ScratchWarehouse> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("cityops-scratch-");
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("CityOps:DataFolder", folder.FullName)]).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Composition.Scenarios.Catalog())
            .AddCityOpsWarehouse(settings)
            .BuildServiceProvider();
        var scratch = new ScratchWarehouse(folder, services);
        try
        {
            await services.GetRequiredService<EmbeddedWarehouse>().StartAsync(cancellationToken);
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
        _folder.Delete(recursive: true);
    }
}
