using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Scenarios;
using CityOps.Tests.Shared;
using CityOps.Warehouse;
using CityOps.Warehouse.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Pipelines.Tests.Trucks;

/// <summary>The tables of the scenario on the real engine.</summary>
// An engine of its own: other tests empty every table of the one that they share.
[Collection(nameof(TruckTablesTests))]
public sealed class TruckTablesTests(EngineFixture engine) : IClassFixture<EngineFixture>, IAsyncLifetime
{
    private static readonly string[] Tables = ["truck_positions", "truck_stops", "truck_trips", "incidents", "trucks", "sites", "permits", "roadside_observations"];

    private IWarehouse Warehouse => engine.Warehouse;

    public async ValueTask InitializeAsync()
    {
        foreach (var statement in new ScenarioCatalog([new TruckScenario(), new CoreScenario()]).Of<WarehouseMigration>().SelectMany(m => m.Statements))
        {
            await Warehouse.ExecuteAsync(statement, WarehouseParameters.None, CancellationToken.None);
        }

        foreach (var table in Tables)
        {
            await Warehouse.ExecuteAsync($"TRUNCATE TABLE {table}", WarehouseParameters.None, CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Landed_positions_get_the_cell_of_their_place_and_landing_them_again_changes_nothing()
    {
        var columns = new LandingColumns(CityOps.Contracts.Schema.ContractReader.Read<TruckPosition>().Keyed);
        using var rows = RowBatch.From(SomeTruck.Trip("t1", 0, 6_000));
        using var landed = columns.Add(rows, 3, SomeTruck.Start);
        await Warehouse.InsertAsync("truck_positions", [landed], InsertMode.First, CancellationToken.None);
        await Warehouse.InsertAsync("truck_positions", [landed], InsertMode.Again, CancellationToken.None);
        Assert.Equal(rows.Length, await CountAsync("SELECT toInt64(count()) FROM truck_positions FINAL"));

        // The cell's own centre lies within a kilometre and a half of the truck, so longitude and latitude were not confused.
        Assert.Equal(0, await CountAsync("SELECT toInt64(countIf(geoDistance(lon, lat, h3ToGeo(h3_8).1, h3ToGeo(h3_8).2) > 1500 AND geoDistance(lon, lat, h3ToGeo(h3_8).2, h3ToGeo(h3_8).1) > 1500)) FROM truck_positions FINAL"));
        Assert.Equal(8, await CountAsync("SELECT toInt64(max(h3GetResolution(h3_8))) FROM truck_positions"));
    }

    [Fact]
    public async Task A_trace_finds_who_came_by_once_however_often_it_landed_and_puts_the_loaded_one_first()
    {
        foreach (var (truck, load) in new[] { ("full", Load.Full), ("void", Load.Empty), ("full", Load.Full) })
        {
            var offset = string.Equals(truck, "void", StringComparison.Ordinal) ? 10 : 0;
            await LandAsync("truck_positions", [.. Enumerable.Range(0, 40).Select(i => SomeTruck.Position(truck, i / 2.0, -2_000 + (i * 100) + offset, load))]);
        }

        await LandAsync("roadside_observations", new RoadsideObservation("camera-1", SomeTruck.Start.AddMinutes(10), SomeTruck.East(50), SomeTruck.Lat, ObservationKind.CameraSpill, null, null, null, 0.8, null, null));
        var request = new CityOps.Pipelines.Trucks.Tracing.TraceRequest(SomeTruck.Lon, SomeTruck.Lat, 450, SomeTruck.Start, SomeTruck.Start.AddHours(1));
        var found = await CityOps.Pipelines.Trucks.Tracing.TruckTrace.FindAsync(Warehouse, request, CancellationToken.None);
        Assert.Equal(["full", "void"], found.Select(f => f.Pass.TruckId));
        Assert.Equal((9, 0.0, 1.0), (found[0].Pass.Positions, found[0].Pass.NearestM, found[0].Pass.Loaded));
        Assert.Contains("loaded", found[0].Reasons);
        Assert.Equal(0.8, found[0].Pass.SpillSeen);
        Assert.Empty(await CityOps.Pipelines.Trucks.Tracing.TruckTrace.FindAsync(Warehouse, request with { To = SomeTruck.Start.AddMinutes(5) }, CancellationToken.None));
        Assert.Equal(2, (await CityOps.Pipelines.Trucks.Tracing.TruckTrace.FindAsync(Warehouse, request with { RadiusM = 4_000 }, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task What_the_processor_emits_goes_into_its_tables()
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var processor = new ScenarioCatalog([new TruckScenario()]).Of<StreamProcessorPart>().Single().Create(services, default);
        processor.RestoreReference("sites", SomeTruck.Message(0, SomeTruck.Site("disposal", 20_000, 200)));
        var emissions = processor.OnBatch(SomeTruck.Batch(SomeTruck.Message(1, SomeTruck.Trip("t1", 0, 6_000))));
        for (var time = 0; time < 2; time++)
        {
            foreach (var (table, rows) in emissions.Rows)
            {
                await Warehouse.InsertAsync(table, [rows], InsertMode.Again, CancellationToken.None);
            }
        }

        Assert.Equal(2, await CountAsync("SELECT toInt64(count()) FROM truck_stops FINAL"));
        Assert.Equal(1, await CountAsync("SELECT toInt64(count()) FROM truck_trips FINAL"));
        Assert.Equal(1, await CountAsync("SELECT toInt64(count()) FROM incidents FINAL WHERE kind = 'dumping' AND state = 'closed'"));
    }

    [Fact]
    public async Task References_land_with_their_unknown_fields_empty()
    {
        await LandAsync("sites", SomeTruck.Site("s", 0, 100));
        await LandAsync("permits", new Permit("p", "t1", SomeTruck.Start, null, null, null, null, "s", null, null));
        await LandAsync("trucks", new Truck("t1", "沪A00001", null, null, null, null, null, null, SomeTruck.Start, null));
        Assert.Equal(3, await CountAsync("SELECT toInt64((SELECT count() FROM sites FINAL WHERE valid_to IS NULL) + (SELECT count() FROM permits FINAL WHERE daily_from IS NULL) + (SELECT count() FROM trucks FINAL WHERE plate = '沪A00001' AND datum = 'wgs84'))"));
    }

    private async Task LandAsync<TRow>(string table, params TRow[] landing)
        where TRow : class
    {
        using var rows = RowBatch.From(landing);
        using var landed = new LandingColumns(CityOps.Contracts.Schema.ContractReader.Read<TRow>().Keyed).Add(rows, 0, SomeTruck.Start);
        await Warehouse.InsertAsync(table, [landed], InsertMode.First, CancellationToken.None);
    }

    private async Task<long> CountAsync(string sql)
    {
        await foreach (var count in Warehouse.QueryAsync(sql, WarehouseParameters.None, reader => reader.GetInt64(0), CancellationToken.None))
        {
            return count;
        }

        return -1;
    }
}
