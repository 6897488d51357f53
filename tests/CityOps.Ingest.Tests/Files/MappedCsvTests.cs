using System.Text;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using CityOps.Contracts.Schema;
using CityOps.Ingest.Files;

namespace CityOps.Ingest.Tests.Files;

public sealed class MappedCsvTests
{
    private static readonly ContractCatalog Catalog = new(new ScenarioCatalog([]));

    private static ContractSchema Readings => Catalog["meter-readings"];

    [Fact]
    public async Task Columns_constants_units_and_wall_clocks_are_mapped()
    {
        var csv = await MapAsync(
            "read_at_local,who,register_litres,unused\n2016-03-01 01:53:08,00248e83,36412,x\n2016-07-01 01:53:08,\"a,\"\"b\"\"\",0,\n",
            Mapping(["meter_id=who", "read_at=read_at_local", "register=register_litres"], ["utility=water"], ["register=litres"], "Europe/Madrid"));
        Assert.Equal(
            "meter_id,utility,read_at,register\n00248e83,water,2016-03-01T00:53:08.000Z,36.412\n\"a,\"\"b\"\"\",water,2016-06-30T23:53:08.000Z,0\n", csv);
    }

    [Theory]
    [InlineData("2016-10-30 02:30:00", "2016-10-30T00:30:00.000Z")] // comes twice: the earlier one
    [InlineData("2016-03-27 02:30:00", "2016-03-27T01:30:00.000Z")] // skipped: forward, 03:30 by the clock
    [InlineData("2016-02-29 23:59:59.999", "2016-02-29T22:59:59.999Z")]
    [InlineData("2016-03-01T01:53:08Z", "2016-03-01T01:53:08Z")] // has an offset of its own
    [InlineData("2016-02-30 00:00:00", "2016-02-30 00:00:00")] // no such day: the gateway says so
    public async Task Wall_clocks_become_instants(string local, string expected)
    {
        var csv = await MapAsync($"meter_id,utility,read_at,register\nm,water,{local},1\n", Mapping([], [], [], "Europe/Madrid"));
        Assert.Equal($"meter_id,utility,read_at,register\nm,water,{expected},1\n", csv);
    }

    [Fact]
    public async Task Rows_that_cannot_be_mapped_are_rejected_under_their_own_numbers()
    {
        var source = "id,at,litres\na,2016-03-01 00:00:00,1000\nb,yesterday,1000\nc,2016-03-01 00:00:00\nd,2016-03-01 00:00:00,many\n\"e\"x,1,2\nf,2016-03-01 00:00:00,3000\n";
        var mapping = Mapping(["meter_id=id", "read_at=at", "register=litres"], ["utility=water"], ["register=litres"], "Europe/Madrid");
        var (rows, rejected) = await DecodeAsync(Stream(source), mapping, Readings);
        Assert.Equal(["a", "f"], rows.SelectMany(RowBatch.To<MeterReading>).Select(reading => reading.MeterId));
        Assert.Equal([(2, "read_at"), (3, ""), (4, "register"), (5, "")], rejected.Select(row => ((int)row.Row, row.Field)));
    }

    [Fact]
    public async Task A_source_column_that_is_missing_is_named()
    {
        var error = await Assert.ThrowsAsync<ColumnMappingException>(() => MapAsync("a,b\n", Mapping(["meter_id=c"], [], [], null)));
        Assert.Contains("no column 'c'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("meter=a", null, null, "no column 'meter'")]
    [InlineData("meter_id", null, null, "border_column=value")]
    [InlineData("register=a", "register=parsecs", null, "no such unit")]
    [InlineData("meter_id=a", "meter_id=litres", null, "has no such unit")]
    [InlineData("meter_id=a", null, "Mars/Olympus", "no such time zone")]
    public void A_wrong_option_is_explained(string map, string? unit, string? zone, string expected)
    {
        var error = Assert.Throws<ColumnMappingException>(() => Mapping([map], [], unit is null ? [] : [unit], zone));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_water_readings_of_54_homes_map_entirely()
    {
        var mapping = Mapping(
            ["meter_id=dwelling_id", "dwelling_id=dwelling_id", "read_at=read_at_local", "register=register_litres"], ["utility=water"], ["register=litres"], "Europe/Madrid");
        var (rows, rejected) = await DecodeAsync(SharedData.Open("water/readings.csv.gz"), mapping, Readings);
        Assert.Empty(rejected);
        Assert.Equal(491_396, rows.Sum(batch => batch.Length));
        var first = RowBatch.To<MeterReading>(rows[0]).First();
        Assert.Equal(new MeterReading("00248e83", "00248e83", Utility.Water, new DateTimeOffset(2016, 3, 1, 0, 53, 8, TimeSpan.Zero), 36.412), first);
    }

    [Fact]
    public async Task The_54_homes_map_to_dwellings()
    {
        var schema = Catalog["dwellings"];
        var mapping = ColumnMapping.Parse(
            ["registered_population=members", "floor_area_m2=floor_area_m2_band"], ["valid_from=2016-01-01T00:00:00+01:00"], ["floor_area_m2=band"], null, schema);
        var (rows, rejected) = await DecodeAsync(SharedData.Open("water/homes.csv"), mapping, schema);
        Assert.Empty(rejected);
        var homes = rows.SelectMany(RowBatch.To<Dwelling>).ToList();
        Assert.Equal(54, homes.Count);
        Assert.Equal(("00248e83", 1L, 111.0), (homes[0].DwellingId, homes[0].RegisteredPopulation, homes[0].FloorAreaM2));
        Assert.Equal(95.5, homes[1].FloorAreaM2);
    }

    [Theory]
    [InlineData("tracks/bus14_liverpool.csv", "truck_id=vehicle_id|at=time_utc|course_deg=bearing", "", 1_533)]
    [InlineData("tracks/bus304_limerick.csv", "at=time_utc|altitude_m=ele", "truck_id=304", 2_144)]
    public async Task Bus_tracks_map_to_truck_positions(string file, string maps, string sets, int count)
    {
        var schema = Catalog["truck-positions"];
        var mapping = ColumnMapping.Parse(maps.Split('|'), sets.Split('|', StringSplitOptions.RemoveEmptyEntries), [], null, schema);
        var (rows, rejected) = await DecodeAsync(SharedData.Open(file), mapping, schema);
        Assert.Empty(rejected);
        Assert.Equal(count, rows.Sum(batch => batch.Length));
    }

    private static ColumnMapping Mapping(string[] maps, string[] sets, string[] units, string? zone) => ColumnMapping.Parse(maps, sets, units, zone, Readings);

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<string> MapAsync(string source, ColumnMapping mapping)
    {
        await using var mapped = await MappedCsv.OpenAsync(Stream(source), mapping, Readings, CancellationToken.None);
        using var reader = new StreamReader(mapped);
        return await reader.ReadToEndAsync();
    }

    private static async Task<(List<Apache.Arrow.RecordBatch> Rows, List<RejectedRow> Rejected)> DecodeAsync(Stream source, ColumnMapping mapping, ContractSchema schema)
    {
        await using var opened = source;
        await using var mapped = await MappedCsv.OpenAsync(opened, mapping, schema, CancellationToken.None);
        var (rows, rejected) = (new List<Apache.Arrow.RecordBatch>(), new List<RejectedRow>());
        await foreach (var part in ContractDecoders.For(WireFormat.Csv).DecodeAsync(mapped, schema, DecodeLimits.Default, CancellationToken.None))
        {
            rows.Add(part.Rows);
            rejected.AddRange(part.Rejected);
        }

        return (rows, rejected);
    }
}
