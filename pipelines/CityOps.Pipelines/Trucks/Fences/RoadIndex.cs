using CityOps.Contracts.Events;
using NetTopologySuite.IO;

namespace CityOps.Pipelines.Trucks.Fences;

/// <summary>Speed limits of roads, by place. Where several roads are near, the highest limit counts: a position does not say which lane it is on.</summary>
public sealed class RoadIndex
{
    /// <summary>How far from its line a position still belongs to a road.</summary>
    public const double ReachM = 30;

    private readonly WKTReader _reader = new();
    private readonly Dictionary<(string Id, DateTimeOffset From), Way[]> _roads = [];
    private Dictionary<long, List<Way>>? _cells;

    /// <summary>No road's limit is lower, km/h; nobody slower need be looked up.</summary>
    public double LowestLimitKmh { get; private set; } = double.PositiveInfinity;

    /// <returns>False where its line cannot be read.</returns>
    public bool TryAdd(Road road)
    {
        try
        {
            var points = _reader.Read(road.LineWkt).Coordinates;
            var limit = road.MaxSpeedKmh ?? double.PositiveInfinity;
            LowestLimitKmh = Math.Min(LowestLimitKmh, limit);
            _roads[(road.RoadId, road.ValidFrom)] = [.. points.Zip(points.Skip(1)).Select(p => new Way(
                p.First.X, p.First.Y, p.Second.X, p.Second.Y, limit, road.ValidFrom.ToUnixTimeMilliseconds(), road.ValidTo?.ToUnixTimeMilliseconds() ?? long.MaxValue))];
            _cells = null;
            return points.Length > 1;
        }
        catch (Exception error) when (error is NetTopologySuite.IO.ParseException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The limit at a place, km/h; infinite where no road is near.</summary>
    public double LimitAt(double lon, double lat, long atMs)
    {
        if (!(_cells ??= Cells()).TryGetValue(GridCell.KeyOf(lon, lat), out var ways))
        {
            return double.PositiveInfinity;
        }

        var (limit, flat) = (0.0, new FlatPlace(lon, lat));
        foreach (var way in ways)
        {
            if (way.LimitKmh > limit && way.FromMs <= atMs && atMs < way.ToMs && flat.ToSegmentM(way.Lon1, way.Lat1, way.Lon2, way.Lat2) <= ReachM)
            {
                limit = way.LimitKmh;
            }
        }

        return limit > 0 ? limit : double.PositiveInfinity;
    }

    private Dictionary<long, List<Way>> Cells()
    {
        var cells = new Dictionary<long, List<Way>>();
        foreach (var way in _roads.OrderBy(r => r.Key.Id, StringComparer.Ordinal).ThenBy(r => r.Key.From).SelectMany(r => r.Value))
        {
            var keys = new HashSet<long>();
            foreach (var (column, row) in new CellsOn(way.Lon1, way.Lat1, way.Lon2, way.Lat2))
            {
                // Its neighbours too: a place in one cell may be near a road in the next.
                for (var i = 0; i < 9; i++)
                {
                    keys.Add(GridCell.Key(column + (i % 3) - 1, row + (i / 3) - 1));
                }
            }

            foreach (var key in keys)
            {
                if (!cells.TryGetValue(key, out var held))
                {
                    cells[key] = held = [];
                }

                held.Add(way);
            }
        }

        return cells;
    }

    private sealed record Way(double Lon1, double Lat1, double Lon2, double Lat2, double LimitKmh, long FromMs, long ToMs);
}
