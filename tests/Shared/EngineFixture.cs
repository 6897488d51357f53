using CityOps.Contracts.Scenarios;
using CityOps.Warehouse;
using CityOps.Warehouse.Embedded;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Tests.Shared;

/// <summary>
/// A real warehouse engine on a folder of its own, as a child process, gone with the fixture. Either start one in a test
/// (<c>await using var engine = await EngineFixture.StartAsync()</c>), or share one in an assembly
/// (<c>[assembly: AssemblyFixture(typeof(EngineFixture))]</c>, then take it in a test class's constructor).
/// </summary>
public sealed class EngineFixture : IAsyncLifetime
{
    private ServiceProvider? _services;

    public EngineFixture()
        : this(Directory.CreateTempSubdirectory("cityops-engine-").FullName)
    {
    }

    private EngineFixture(string folder) => DataFolder = folder;

    public string DataFolder { get; }

    public IWarehouse Warehouse => Services.GetRequiredService<IWarehouse>();

    public EmbeddedWarehouse Engine => Services.GetRequiredService<EmbeddedWarehouse>();

    /// <summary>For a ClickHouse.Driver client of the test's own.</summary>
    public string ConnectionString { get; private set; } = "";

    public WarehouseAddress Address { get; private set; } = null!;

    public ServiceProvider Services => _services ?? throw new InvalidOperationException("The engine has not been started.");

    public static Task<EngineFixture> StartAsync() => StartAsync(new EngineFixture());

    /// <summary>On a folder that exists and goes with the fixture.</summary>
    public static Task<EngineFixture> StartAsync(string folder) => StartAsync(new EngineFixture(folder));

    private static async Task<EngineFixture> StartAsync(EngineFixture fixture)
    {
        await fixture.InitializeAsync();
        return fixture;
    }

    public async ValueTask InitializeAsync()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("CityOps:DataFolder", DataFolder),
                new("CityOps:Warehouse:Embedded:MaxMemoryMb", "1500"),
            ])
            .Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(new ScenarioCatalog([]))
            .AddCityOpsWarehouse(configuration)
            .BuildServiceProvider();
        await Engine.StartAsync(CancellationToken.None);
        Address = await Engine.GetAddressAsync(CancellationToken.None);
        ConnectionString = Address.ToConnectionString();
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        Directory.Delete(DataFolder, recursive: true);
    }
}
