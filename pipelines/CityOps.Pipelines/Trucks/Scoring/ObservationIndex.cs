using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Scoring;

/// <summary>An observation beside a truck's way.</summary>
/// <param name="AfterMs">How long after the truck was nearest.</param>
public readonly record struct Seen(RoadsideObservation Row, long AfterMs);

/// <summary>Roadside observations by place, and of each place by time: a dust sensor reads all day, and a truck comes by for a minute.</summary>
public sealed class ObservationIndex
{
    private const double CellDeg = 0.004;

    private readonly Dictionary<(int, int), RoadsideObservation[]> _cells;

    public ObservationIndex(IEnumerable<RoadsideObservation> observations) =>
        _cells = observations.GroupBy(o => CellOf(o.Lon, o.Lat)).ToDictionary(g => g.Key, g => g.OrderBy(o => o.At).ToArray());

    /// <summary>Those within some metres of a window's points, each with how long after the nearest point it was.</summary>
    /// <param name="beforeMs">How long before the window's beginning an observation may be.</param>
    /// <param name="afterMs">And how long after its end.</param>
    public IReadOnlyList<Seen> Along(LoadedWindow window, double metres, long beforeMs, long afterMs)
    {
        var nearest = new Dictionary<RoadsideObservation, (double Metres, long AfterMs)>(ReferenceEqualityComparer.Instance);
        var (from, to) = (DateTimeOffset.FromUnixTimeMilliseconds(window.FromMs - beforeMs), DateTimeOffset.FromUnixTimeMilliseconds(window.ToMs + afterMs));
        foreach (var point in window.Points)
        {
            var (column, row) = CellOf(point.Lon, point.Lat);
            for (var i = 0; i < 9; i++)
            {
                if (!_cells.TryGetValue((column + (i % 3) - 1, row + (i / 3) - 1), out var its))
                {
                    continue;
                }

                for (var at = FirstFrom(its, from); at < its.Length && its[at].At <= to; at++)
                {
                    var seen = its[at];
                    var away = Geodesy.NearDistanceM(point.Lon, point.Lat, seen.Lon, seen.Lat);
                    if (away <= metres && (!nearest.TryGetValue(seen, out var known) || away < known.Metres))
                    {
                        nearest[seen] = (away, seen.At.ToUnixTimeMilliseconds() - point.AtMs);
                    }
                }
            }
        }

        return [.. nearest.Select(n => new Seen(n.Key, n.Value.AfterMs))];
    }

    private static int FirstFrom(RoadsideObservation[] sorted, DateTimeOffset from)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle].At < from ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static (int, int) CellOf(double lon, double lat) => ((int)Math.Floor(lon / CellDeg), (int)Math.Floor(lat / CellDeg));
}
