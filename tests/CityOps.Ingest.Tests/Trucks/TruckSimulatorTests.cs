using System.IO.Hashing;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.Ingest.Simulation;
using CityOps.Ingest.Simulation.Trucks;

namespace CityOps.Ingest.Tests.Trucks;

public sealed class TruckSimulatorTests
{
    private static readonly ContractCatalog Catalog = new(new ScenarioCatalog([]));
    private static readonly SimulationRequest Morning = new(
        7, 20, new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(8)), new DateTimeOffset(2026, 3, 2, 14, 0, 0, TimeSpan.FromHours(8)));

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal(await HashAsync(Morning), await HashAsync(Morning));
        Assert.NotEqual(await HashAsync(Morning), await HashAsync(Morning with { Seed = 8 }));
    }

    [Fact]
    public async Task The_length_of_chunks_changes_no_event()
    {
        var hourly = await RunAsync(Morning);
        var minutely = await RunAsync(Morning with { Chunk = TimeSpan.FromMinutes(1) });
        Assert.Equal(hourly.Positions, minutely.Positions);
        Assert.True(minutely.Chunks > hourly.Chunks);
    }

    [Fact]
    public async Task Every_event_validates_against_its_contract()
    {
        var contracts = new HashSet<string>(StringComparer.Ordinal);
        var through = DateTimeOffset.MinValue;
        await foreach (var events in new TruckSimulator().EventsAsync(Morning, NoTruth.Instance, CancellationToken.None))
        {
            contracts.Add(events.Contract);
            Assert.True(events.Through >= through);
            through = events.Through;
            var schema = Catalog[events.Contract];
            using var decoded = MessageDecoder.Decode(ContentTypes.Csv, ContractEncoders.Encode(WireFormat.Csv, schema, [events.Rows]), schema);
            Assert.Empty(decoded.Rejected);
            Assert.Equal(events.Rows.Length, decoded.Rows.Length);
        }

        Assert.Superset(new HashSet<string>(["companies", "sites", "projects", "trucks", "permits", "roads", "weather", "truck-positions", "roadside-observations"], StringComparer.Ordinal), contracts);
    }

    [Fact]
    public async Task A_dump_is_a_loaded_truck_that_stops_outside_every_site_and_leaves_empty()
    {
        var run = await RunAsync(Morning);
        var dumps = run.Truth.Where(row => row.Kind == "dumping").ToList();
        Assert.Contains(dumps, row => row.Subject == "truck-0001");
        foreach (var dump in dumps)
        {
            Assert.True(dump.To - dump.From >= TimeSpan.FromMinutes(2));
            var track = run.Positions.Where(position => position.TruckId == dump.Subject).OrderBy(position => position.At).ToList();
            Assert.Contains(track, position => position.At >= dump.From.AddMinutes(-3) && position.At <= dump.From.AddSeconds(1) && position.Load is Load.Full or Load.Unknown);
            Assert.Contains(track, position => position.At >= dump.To.AddMinutes(-2) && position.At <= dump.To.AddMinutes(2) && position.Load is Load.Empty or Load.Unknown);
            Assert.All(run.Sites, site => Assert.False(Near(site, dump)));
        }
    }

    [Fact]
    public async Task Without_dishonest_drivers_nothing_is_dumped_though_loaded_trucks_wait()
    {
        var honest = await RunAsync(Morning with { Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["dumping-share"] = "0" } });
        Assert.DoesNotContain(honest.Truth, row => row.Kind == "dumping");
        Assert.Contains(honest.Truth, row => row.Kind == "loaded_wait");
    }

    [Fact]
    public async Task Terminals_send_twice_and_late_as_real_ones_do()
    {
        var run = await RunAsync(Morning);
        Assert.Contains(run.Positions.GroupBy(position => position), group => group.Count() > 1);
        var perTruck = run.Positions.GroupBy(position => position.TruckId, StringComparer.Ordinal).Select(group => group.Select(position => position.At).ToList());
        Assert.Contains(run.Positions.Zip(run.Positions.Skip(1)), pair => pair.First.At - pair.Second.At > TimeSpan.FromMinutes(2));
        Assert.All(perTruck, times => Assert.True(times.Count > 20));
    }

    [Fact]
    public async Task Cameras_see_trucks_that_no_register_has_and_trucks_whose_terminal_is_cut_off()
    {
        var run = await RunAsync(Morning with { Subjects = 80, To = Morning.From.AddHours(16) });
        var unregistered = run.Truth.Where(row => row.Kind == "unregistered").ToList();
        Assert.NotEmpty(unregistered);
        Assert.All(unregistered, row => Assert.True(run.Seen.Count(seen => "plate:" + seen.Plate == row.Subject) >= 2));
        Assert.Contains(run.Seen, seen => seen.Kind == ObservationKind.CameraUncovered);

        var dark = run.Truth.Where(row => row.Kind == "dark").ToList();
        Assert.NotEmpty(dark);
        Assert.All(dark, row => Assert.DoesNotContain(run.Positions, p => p.TruckId == row.Subject && p.At > row.From && p.At < row.To));
    }

    [Fact]
    public async Task Where_a_truck_raised_dust_a_sensor_that_stays_where_it_is_read_more_than_before()
    {
        var run = await RunAsync(Morning with { Subjects = 80, To = Morning.From.AddHours(10) });
        var readings = run.Seen.Where(seen => seen.Kind == ObservationKind.Pm10).GroupBy(seen => seen.SensorId, StringComparer.Ordinal).ToList();
        Assert.All(readings, ofOne => Assert.Single(ofOne.Select(seen => (seen.Lon, seen.Lat)).Distinct()));

        var dust = run.Truth.Where(row => row.Kind == "dust").ToList();
        Assert.NotEmpty(dust);
        var rose = dust.Count(row => readings.Any(ofOne => Math.Abs(ofOne.First().Lat - row.Lat!.Value) < 0.0015 && Math.Abs(ofOne.First().Lon - row.Lon!.Value) < 0.0017
            && ofOne.Where(seen => seen.At >= row.From && seen.At <= row.To.AddMinutes(4)).Max(seen => seen.Value) > ofOne.Where(seen => seen.At < row.From && seen.At > row.From.AddMinutes(-30)).Select(seen => seen.Value).Order().ElementAtOrDefault(5) + 60));
        Assert.True(rose > dust.Count * 0.8, $"{rose} of {dust.Count}");
    }

    private static bool Near(Site site, TruthRow dump)
    {
        var corners = site.PolygonWkt["POLYGON ((".Length..^2].Split(", ").Select(corner => corner.Split(' ')).ToList();
        return corners.Any(corner =>
            Math.Abs(double.Parse(corner[0], System.Globalization.CultureInfo.InvariantCulture) - dump.Lon!.Value) < 0.001
            && Math.Abs(double.Parse(corner[1], System.Globalization.CultureInfo.InvariantCulture) - dump.Lat!.Value) < 0.001);
    }

    private static async Task<ulong> HashAsync(SimulationRequest request)
    {
        var hash = new XxHash3();
        var truth = new TruthList();
        await foreach (var events in new TruckSimulator().EventsAsync(request, truth, CancellationToken.None))
        {
            hash.Append(ArrowMessage.Encode(events.Rows));
        }

        hash.Append(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', truth.Rows)));
        return hash.GetCurrentHashAsUInt64();
    }

    private static async Task<Run> RunAsync(SimulationRequest request)
    {
        var (positions, sites, chunks, truth, seen) = (new List<TruckPosition>(), new List<Site>(), 0, new TruthList(), new List<RoadsideObservation>());
        await foreach (var events in new TruckSimulator().EventsAsync(request, truth, CancellationToken.None))
        {
            chunks++;
            positions.AddRange(events.Contract == "truck-positions" ? RowBatch.To<TruckPosition>(events.Rows) : []);
            seen.AddRange(events.Contract == "roadside-observations" ? RowBatch.To<RoadsideObservation>(events.Rows) : []);
            sites.AddRange(events.Contract == "sites" ? RowBatch.To<Site>(events.Rows) : []);
        }

        return new Run(positions, sites, chunks, truth.Rows, seen);
    }

    private sealed record Run(List<TruckPosition> Positions, List<Site> Sites, int Chunks, IReadOnlyList<TruthRow> Truth, List<RoadsideObservation> Seen);
}
