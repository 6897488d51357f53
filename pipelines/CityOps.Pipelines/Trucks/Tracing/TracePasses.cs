using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Tracing;

/// <summary>A position near the place that is traced.</summary>
/// <param name="Load">The contract's word: empty, half, full or unknown.</param>
/// <param name="Lid">The contract's word: closed, open or unknown.</param>
public readonly record struct TracePoint(
    string TruckId, DateTimeOffset At, double Lon, double Lat, double? SpeedKmh, string Load, string Lid, double? WeightKg, double? AccelRms);

/// <summary>Makes passes of positions: a truck that comes by twice passes twice.</summary>
public static class TracePasses
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>More than this was unloaded, not lost.</summary>
    private const double UnloadedKg = 5_000;

    /// <param name="points">By truck, then by time.</param>
    public static IEnumerable<TracePass> Of(IEnumerable<TracePoint> points, double lon, double lat)
    {
        var pass = new List<TracePoint>();
        foreach (var point in points)
        {
            if (pass.Count > 0 && (!string.Equals(pass[^1].TruckId, point.TruckId, StringComparison.Ordinal) || point.At - pass[^1].At > Pause))
            {
                yield return PassOf(pass, lon, lat);
                pass.Clear();
            }

            pass.Add(point);
        }

        if (pass.Count > 0)
        {
            yield return PassOf(pass, lon, lat);
        }
    }

    private static TracePass PassOf(List<TracePoint> pass, double lon, double lat)
    {
        var (nearest, metres) = (pass[0], double.PositiveInfinity);
        foreach (var point in pass)
        {
            var away = Geodesy.DistanceM(lon, lat, point.Lon, point.Lat);
            (nearest, metres) = away < metres ? (point, away) : (nearest, metres);
        }

        return new TracePass(
            pass[0].TruckId, pass[0].At, pass[^1].At, nearest.At, Math.Round(metres, 1), pass.Count,
            ShareOf(pass, p => p.Load, load => load is "half" or "full"),
            ShareOf(pass, p => p.Lid, lid => lid is "open"),
            pass.Max(p => p.SpeedKmh),
            pass.Max(p => p.AccelRms),
            LostKg(pass));
    }

    private static double? ShareOf(List<TracePoint> pass, Func<TracePoint, string> word, Func<string, bool> holds)
    {
        var told = pass.Where(p => word(p) is not "unknown").ToList();
        return told.Count == 0 ? null : Math.Round((double)told.Count(p => holds(word(p))) / told.Count, 3);
    }

    private static double? LostKg(List<TracePoint> pass)
    {
        var weighed = pass.Where(p => p.WeightKg is not null && p.Load is not "empty").ToList();
        if (weighed.Count < 2)
        {
            return null;
        }

        var lost = weighed[0].WeightKg!.Value - weighed[^1].WeightKg!.Value;
        return Math.Abs(lost) > UnloadedKg ? 0 : Math.Round(lost);
    }
}
