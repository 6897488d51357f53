using CityOps.Warehouse;
using CityOps.Warehouse.Migrations;

namespace CityOps.Ingest.Appending;

/// <summary>H3 as the warehouse's engine computes it, since no library of .NET does; one query for some hundred distinct places.</summary>
public sealed class WarehouseCellIndex(IWarehouse warehouse) : ICellIndex
{
    // Parameters travel in the URL: 200 places are about 8 KB.
    private const int PlacesPerQuery = 200;

    private static readonly string CellsOfPlaces = MigrationFiles.ReadOne(typeof(WarehouseCellIndex).Assembly, "CityOps.Ingest.Appending.Sql.CellsOfPlaces.sql");

    public async ValueTask<ulong[]> CellsOfAsync(IReadOnlyList<Place> places, CancellationToken cancellationToken)
    {
        var cellOf = new Dictionary<Place, ulong>();
        foreach (var chunk in places.Where(p => p is { Lon: not null, Lat: not null }).Distinct().Chunk(PlacesPerQuery))
        {
            var parameters = new WarehouseParameters
            {
                ["resolution"] = (byte)ICellIndex.Resolution,
                ["lons"] = Array.ConvertAll(chunk, place => place.Lon!.Value),
                ["lats"] = Array.ConvertAll(chunk, place => place.Lat!.Value),
            };
            await foreach (var cells in warehouse.QueryAsync(CellsOfPlaces, parameters, reader => (ulong[])reader.GetValue(0), cancellationToken))
            {
                for (var i = 0; i < chunk.Length; i++)
                {
                    cellOf[chunk[i]] = cells[i];
                }
            }
        }

        return [.. places.Select(place => cellOf.GetValueOrDefault(place))];
    }
}
