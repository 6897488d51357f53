using CityOps.Ingest.Appending;
using CityOps.Tests.Shared;

namespace CityOps.Ingest.Tests.Appending;

public sealed class WarehouseCellIndexTests
{
    // The cell lies at the place, so latitude and longitude went in the right way round.
    [Fact]
    public async Task Cells_are_of_resolution_9_near_their_place_and_0_where_a_coordinate_is_missing()
    {
        await using var engine = await EngineFixture.StartAsync();
        var index = new WarehouseCellIndex(engine.Warehouse);
        Place[] places = [new(121.4737, 31.2304), new(null, 31), new(121.4737, 31.2304), .. Enumerable.Range(0, 450).Select(i => new Place(121 + i * 0.01, 31))];

        var cells = await index.CellsOfAsync(places, default);

        Assert.Equal(places.Length, cells.Length);
        Assert.Equal(0UL, cells[1]);
        Assert.Equal(cells[0], cells[2]);
        Assert.Equal(450, cells.Skip(3).Distinct().Count());
        var parameters = new Warehouse.WarehouseParameters { ["cell"] = cells[0] };
        var (resolution, lat, lon) = await engine.Warehouse.QueryAsync(
            "SELECT h3GetResolution({cell:UInt64}), tupleElement(h3ToGeo({cell:UInt64}) AS at, 1), tupleElement(at, 2)", parameters,
            r => (Convert.ToInt32(r.GetValue(0), null), r.GetDouble(1), r.GetDouble(2)), default).SingleAsync();
        Assert.Equal(ICellIndex.Resolution, resolution);
        Assert.Equal(31.2304, lat, 0.005);
        Assert.Equal(121.4737, lon, 0.005);
    }
}
