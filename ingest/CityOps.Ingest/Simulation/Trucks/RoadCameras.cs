using System.Globalization;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>A camera over a road.</summary>
internal sealed record RoadCamera(string Id, Place Place);

/// <summary>The cameras of a district: at some of the bends that trucks come by.</summary>
internal sealed class RoadCameras
{
    private const double Share = 0.55;
    private const double ReachM = 40;
    private const double CellM = 200;

    private readonly ILookup<(int, int), RoadCamera> _cells;

    public RoadCameras(ulong seed, TruckDistrict district)
    {
        var random = SeededRandom.For(seed, "truck-cameras");
        var bends = district.Trucks.SelectMany(truck => truck.Route.Skip(1).SkipLast(1)).Where(place => random.Chance(Share) && district.IsOutsideSites(place, 50)).ToList();
        All = [.. bends.Select((place, index) => new RoadCamera(string.Create(CultureInfo.InvariantCulture, $"camera-{index + 1:D3}"), place))];
        _cells = All.ToLookup(camera => CellOf(camera.Place));
    }

    public IReadOnlyList<RoadCamera> All { get; }

    public RoadCamera? Near(Place place)
    {
        var (column, row) = CellOf(place);
        for (var i = 0; i < 9; i++)
        {
            foreach (var camera in _cells[(column + (i % 3) - 1, row + (i / 3) - 1)])
            {
                if (camera.Place.DistanceTo(place) <= ReachM)
                {
                    return camera;
                }
            }
        }

        return null;
    }

    private static (int, int) CellOf(Place place) => ((int)Math.Floor(place.East / CellM), (int)Math.Floor(place.North / CellM));
}
