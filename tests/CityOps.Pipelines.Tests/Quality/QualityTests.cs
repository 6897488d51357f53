using CityOps.Contracts.Scenarios;
using CityOps.Pipelines.Quality;
using CityOps.Pipelines.Tests.Trucks;
using CityOps.Tests.Shared;
using CityOps.Warehouse;
using CityOps.Warehouse.Migrations;

namespace CityOps.Pipelines.Tests.Quality;

/// <summary>What is missing, late and unknown, on the real engine.</summary>
// An engine of its own: other tests empty every table of the one that they share.
[Collection(nameof(QualityTests))]
public sealed class QualityTests(EngineFixture engine) : IClassFixture<EngineFixture>, IAsyncLifetime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateOnly Monday = new(2026, 3, 2);

    // The local Monday begins at 16:00 UTC of Sunday.
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero);

    private IWarehouse Warehouse => engine.Warehouse;

    public async ValueTask InitializeAsync()
    {
        foreach (var statement in new ScenarioCatalog([new TruckScenario(), new CoreScenario()]).Of<WarehouseMigration>().SelectMany(m => m.Statements))
        {
            await RunAsync(statement);
        }

        foreach (var table in (string[])["readings", "meter_links", "meter_dwellings", "dwellings", "truck_positions", "roadside_observations"])
        {
            await RunAsync($"TRUNCATE TABLE {table}");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_meter_owes_readings_by_its_own_cycle_and_those_that_did_not_come_are_missing_on_their_day()
    {
        await HomeAsync(dwelling: 1, "塘桥");
        await ReadHourlyAsync(meter: 10, dwelling: 1, Begin, hours: 24);
        await ReadHourlyAsync(meter: 10, dwelling: 1, Begin.AddHours(36), hours: 12);
        var rows = await CoverageAsync(CoveredStream.Water, days: 2);

        Assert.Equal(new CoverageRow("塘桥", Monday, 1, 0, 24, 24), rows[1]);
        Assert.Equal(new CoverageRow("塘桥", Monday.AddDays(1), 1, 0, 24, 12), rows[2]);
        Assert.Equal(new CoverageRow("塘桥", null, 1, 0, 48, 36), rows[0]);
    }

    [Fact]
    public async Task A_meter_that_fell_silent_owes_on_until_its_link_ended()
    {
        await HomeAsync(dwelling: 1, "塘桥");
        await ReadHourlyAsync(meter: 10, dwelling: 1, Begin.AddHours(-12), hours: 12);
        Assert.Equal((24, 0), Total(await CoverageAsync(CoveredStream.Water, days: 1)));

        await RunAsync("INSERT INTO meter_links (meter_key, dwelling_key, share, tariff, valid_from, valid_to, version) VALUES (10, 1, 'own', 'residential', '2026-01-01 00:00:00', '2026-03-01 22:00:00', 1)");
        Assert.Equal((6, 0), Total(await CoverageAsync(CoveredStream.Water, days: 1)));
    }

    [Fact]
    public async Task A_daily_meter_is_whole_with_one_reading_a_day_and_one_of_two_readings_has_no_cycle_yet()
    {
        await HomeAsync(dwelling: 1, "塘桥");
        await ReadAsync(meter: 10, dwelling: 1, Begin.AddHours(1), everyHours: 24, readings: 5);
        await ReadAsync(meter: 11, dwelling: 1, Begin, everyHours: 48, readings: 2);
        var all = (await CoverageAsync(CoveredStream.Water, days: 5))[0];
        Assert.Equal(new CoverageRow("塘桥", null, 1, 1, 5, 5), all);
    }

    [Fact]
    public async Task A_reading_that_landed_twice_counts_once_and_of_many_meters_some_are_looked_at()
    {
        await HomeAsync(dwelling: 1, "塘桥");
        await ReadHourlyAsync(meter: 10, dwelling: 1, Begin, hours: 24);
        await ReadHourlyAsync(meter: 10, dwelling: 1, Begin, hours: 24);
        Assert.Equal((24, 24), Total(await CoverageAsync(CoveredStream.Water, days: 1)));

        await RunAsync("INSERT INTO meter_dwellings SELECT number, number FROM numbers(1, 400)");
        var sampled = await Reader(mostMeters: 100).ReadAsync(CoveredStream.Water, Monday, Monday.AddDays(1), CancellationToken.None);
        Assert.Equal(0.25, sampled.SampledShare, 3);
    }

    [Fact]
    public async Task A_truck_owes_positions_for_the_way_it_made_unseen_and_none_while_it_is_parked()
    {
        // A position each half minute at 10 m/s; then parked for an hour; then on; then silent for 5 min over 3 km: at its pace, nine positions are missing.
        await DriveAsync(fromSeconds: 0, positions: 20, fromMetres: 0);
        await DriveAsync(fromSeconds: 3_600 + 570, positions: 20, fromMetres: 5_700);
        await DriveAsync(fromSeconds: 3_600 + 570 + 570 + 300, positions: 20, fromMetres: 5_700 + 5_700 + 3_000);
        var rows = await CoverageAsync(CoveredStream.TruckPositions, days: 1);
        Assert.Equal((1, 58 + 9, 58), (rows[0].Sources, rows[0].Owed, rows[0].Came));
    }

    [Fact]
    public async Task Cameras_owe_nothing_and_dust_sensors_by_their_cycle()
    {
        await RunAsync($"INSERT INTO roadside_observations (sensor_id, at, lon, lat, kind, version) SELECT 'dust', {Sql(Begin)} + INTERVAL number * 120 SECOND, 121, 31, 'pm10', 1 FROM numbers(720) WHERE number < 300 OR number >= 310");
        await RunAsync($"INSERT INTO roadside_observations (sensor_id, at, lon, lat, kind, version) SELECT 'camera', {Sql(Begin)} + INTERVAL number * 4000 SECOND, 121, 31, 'camera_truck', 1 FROM numbers(10)");
        Assert.Equal((720, 710), Total(await CoverageAsync(CoveredStream.Sensors, days: 1)));
    }

    [Fact]
    public async Task What_happened_before_the_first_arrival_is_history_and_what_took_longer_than_allowed_is_late()
    {
        // A year's hour loaded at once; then a reading each hour, one minute after it was made; one of them 30 h after.
        await RunAsync($"INSERT INTO readings (dwelling_key, meter_key, utility, read_at, register, received_at, version) SELECT 1, 10, 'water', {Sql(Begin)} - INTERVAL (number + 1) HOUR, 1, {Sql(Begin)}, 1 FROM numbers(50)");
        await RunAsync($"INSERT INTO readings (dwelling_key, meter_key, utility, read_at, register, received_at, version) SELECT 1, 10, 'water', {Sql(Begin)} + INTERVAL number HOUR AS t, 1, t + if(number = 7, 108000, 60), 1 FROM numbers(100)");
        var streams = await new LatenessReader(Warehouse, new QualityOptions(), truckLatenessMinutes: 10).ReadAsync(Begin.AddDays(-30), Begin.AddDays(30), CancellationToken.None);
        Assert.Equal(new StreamLateness("water", 100, 50, 1, 60, 60, 60, 86_400), streams.Single(s => s.Stream is "water") with { P99Seconds = 60 });
        Assert.Equal(108_000, streams.Single(s => s.Stream is "water").P99Seconds!.Value, 1.0);
        Assert.Equal(new StreamLateness("gas", 0, 0, 0, null, null, null, 86_400), streams.Single(s => s.Stream is "gas"));
        Assert.Equal(600, streams.Single(s => s.Stream is "truck_positions").AllowedSeconds);
    }

    [Fact]
    public async Task Facts_are_known_by_the_newest_row_and_homes_with_meters_but_without_facts_are_counted()
    {
        await RunAsync("INSERT INTO dwellings (dwelling_key, town, h3, rooms, registered_population, valid_from, kinship, version) VALUES (1, '塘桥', 5, 2, 3, '2025-01-01 00:00:00', 'family', 1), (1, '塘桥', 5, NULL, 4, '2026-01-01 00:00:00', 'unknown', 1), (2, '塘桥', 0, 1, NULL, '2026-01-01 00:00:00', 'family', 1)");
        await RunAsync("INSERT INTO meter_dwellings VALUES (10, 1), (11, 2), (12, 3)");
        var facts = await new FactsReader(Warehouse).ReadAsync(CancellationToken.None);
        Assert.Equal(1, facts.MeteredWithout);
        Assert.Equal(("塘桥", 2), (facts.Towns.Single().Town, facts.Towns.Single().Dwellings));
        Assert.Equal([1, 1, 0, 1, 1, 0, 0], facts.Towns.Single().Known);
    }

    private CoverageReader Reader(int mostMeters = 20_000) => new(Warehouse, new QualityOptions { MostMeters = mostMeters }, Zone);

    private async Task<IReadOnlyList<CoverageRow>> CoverageAsync(CoveredStream stream, int days) =>
        (await Reader().ReadAsync(stream, Monday, Monday.AddDays(days), CancellationToken.None)).Rows;

    private static (long Owed, long Came) Total(IReadOnlyList<CoverageRow> rows) => (rows.Single(r => r.Day is null).Owed, rows.Single(r => r.Day is null).Came);

    private Task HomeAsync(int dwelling, string town) =>
        RunAsync($"INSERT INTO dwellings (dwelling_key, town, h3, valid_from, version) VALUES ({dwelling}, '{town}', 1, '2026-01-01 00:00:00', 1)");

    private Task ReadHourlyAsync(int meter, int dwelling, DateTimeOffset from, int hours) => ReadAsync(meter, dwelling, from, 1, hours);

    private Task ReadAsync(int meter, int dwelling, DateTimeOffset from, int everyHours, int readings) => RunAsync(
        $"INSERT INTO readings (dwelling_key, meter_key, utility, read_at, register, version) SELECT {dwelling}, {meter}, 'water', {Sql(from)} + INTERVAL number * {everyHours} HOUR, number, 1 FROM numbers({readings})");

    private async Task DriveAsync(int fromSeconds, int positions, int fromMetres)
    {
        for (var i = 0; i < positions; i++)
        {
            var lon = SomeTruck.East(fromMetres + (300 * i)).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            await RunAsync($"INSERT INTO truck_positions (truck_id, at, lon, lat, version) VALUES ('t', {Sql(Begin.AddSeconds(fromSeconds + (30 * i)))}, {lon}, 31.2, 1)");
        }
    }

    private static string Sql(DateTimeOffset at) => $"toDateTime64('{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}', 3, 'UTC')";

    private Task RunAsync(string sql) => Warehouse.ExecuteAsync(sql, WarehouseParameters.None, CancellationToken.None);
}
