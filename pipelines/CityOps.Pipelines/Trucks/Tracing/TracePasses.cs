using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Tracing;

/// <summary>A position near the place that is traced.</summary>
/// <param name="Load">The contract's word: empty, half, full or unknown.</param>
/// <param name="Lid">The contract's word: closed, open or unknown.</param>
public readonly record struct TracePoint(
    string TruckId, DateTimeOffset At, double Lon, double Lat, double? SpeedKmh, string Load, string Lid, double? WeightKg, double? AccelRms);

/// <summary>A spill that a camera saw near the place that is traced.</summary>
/// <param name="Confidence">0 to 1.</param>
public readonly record struct TraceSight(DateTimeOffset At, double Lon, double Lat, double Confidence);

/// <summary>Makes passes of positions: a truck that comes by twice passes twice, and one that comes empty and leaves loaded too.</summary>
public static class TracePasses
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Positions further apart in time say nothing of the way between them.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(2);

    /// <summary>What is said of a pass is said of this long before and after it came nearest: further away it may have been loaded, or tipped.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan SightWithin = TimeSpan.FromMinutes(2);
    private const double SightM = 150;
    private const double MovingKmh = 3;

    /// <summary>More than this was unloaded, not lost.</summary>
    private const double UnloadedKg = 5_000;

    /// <param name="points">By truck, then by time.</param>
    /// <param name="sights">Those at other places are left out.</param>
    public static IEnumerable<TracePass> Of(IEnumerable<TracePoint> points, IEnumerable<TraceSight> sights, double lon, double lat)
    {
        List<TraceSight> seen = [.. sights.Where(s => Geodesy.DistanceM(lon, lat, s.Lon, s.Lat) <= SightM)];
        return Stays(points).SelectMany(ByLoad).Select(pass => PassOf(pass, seen, lon, lat));
    }

    private static IEnumerable<List<TracePoint>> Stays(IEnumerable<TracePoint> points)
    {
        var pass = new List<TracePoint>();
        foreach (var point in points)
        {
            if (pass.Count > 0 && (!string.Equals(pass[^1].TruckId, point.TruckId, StringComparison.Ordinal) || point.At - pass[^1].At > Pause))
            {
                yield return pass;
                pass = [];
            }

            pass.Add(point);
        }

        if (pass.Count > 0)
        {
            yield return pass;
        }
    }

    // A load sensor is believed at the second reading in a row.
    private static IEnumerable<List<TracePoint>> ByLoad(List<TracePoint> stay)
    {
        var (begin, other, loaded) = (0, -1, (bool?)null);
        for (var i = 0; i < stay.Count; i++)
        {
            if (IsLoaded(stay[i]) is not { } told)
            {
                continue;
            }

            if (told == (loaded ?? told))
            {
                (loaded, other) = (told, -1);
            }
            else if (other < 0)
            {
                other = i;
            }
            else
            {
                yield return stay[begin..other];
                (begin, other, loaded) = (other, -1, told);
            }
        }

        yield return stay[begin..];
    }

    private static bool? IsLoaded(in TracePoint point) => point.Load is "unknown" ? null : point.Load is "half" or "full";

    private static TracePass PassOf(List<TracePoint> pass, List<TraceSight> sights, double lon, double lat)
    {
        var (nearestAt, metres) = Nearest(pass, lon, lat);
        List<TracePoint> there = [.. pass.Where(p => (p.At - nearestAt).Duration() <= Around)];
        return new TracePass(
            pass[0].TruckId, pass[0].At, pass[^1].At, nearestAt, Math.Round(metres, 1), pass.Count,
            ShareOf(there, p => p.Load, load => load is "half" or "full"),
            ShareOf(there, p => p.Lid, lid => lid is "open"),
            pass.Max(p => p.SpeedKmh),
            there.Max(p => p.AccelRms),
            LostKg(there, nearestAt),
            SpillSeen(sights, nearestAt));
    }

    // Between two positions a truck drives on: at 30 km/h and one each 30 s they lie 250 m apart, and the place may be in the middle.
    private static (DateTimeOffset At, double Metres) Nearest(List<TracePoint> pass, double lon, double lat)
    {
        var (at, metres) = (pass[0].At, Geodesy.DistanceM(lon, lat, pass[0].Lon, pass[0].Lat));
        for (var i = 1; i < pass.Count; i++)
        {
            var (from, to) = (pass[i - 1], pass[i]);
            var share = to.At - from.At > Step ? 1 : ShareOfWay(from, to, lon, lat);
            var away = Geodesy.DistanceM(lon, lat, from.Lon + (share * (to.Lon - from.Lon)), from.Lat + (share * (to.Lat - from.Lat)));
            if (away < metres)
            {
                (at, metres) = (from.At + (share * (to.At - from.At)), away);
            }
        }

        return (at, metres);
    }

    private static double ShareOfWay(in TracePoint from, in TracePoint to, double lon, double lat)
    {
        var east = Math.Cos(double.DegreesToRadians(lat));
        var (x, y) = ((to.Lon - from.Lon) * east, to.Lat - from.Lat);
        var length = (x * x) + (y * y);
        return length == 0 ? 0 : Math.Clamp(((((lon - from.Lon) * east) * x) + ((lat - from.Lat) * y)) / length, 0, 1);
    }

    // Where no camera saw any, nothing is said; where one did, it was this pass or another.
    private static double? SpillSeen(List<TraceSight> sights, DateTimeOffset nearestAt) => sights.Count == 0
        ? null
        : sights.Where(s => (s.At - nearestAt).Duration() <= SightWithin).Select(s => s.Confidence).DefaultIfEmpty(0).Max();

    private static double? ShareOf(List<TracePoint> pass, Func<TracePoint, string> word, Func<string, bool> holds)
    {
        var told = pass.Where(p => word(p) is not "unknown").ToList();
        return told.Count == 0 ? null : Math.Round((double)told.Count(p => holds(word(p))) / told.Count, 3);
    }

    // The mean before it came nearest less the mean after: scales shake by some 150 kg, and single weights would hide a spill of 300.
    private static double? LostKg(List<TracePoint> pass, DateTimeOffset nearestAt)
    {
        var weighed = pass.Where(p => p.WeightKg is not null && p.Load is not "empty" && p.SpeedKmh is null or > MovingKmh).ToList();
        var (before, after) = (weighed.Where(p => p.At <= nearestAt).ToList(), weighed.Where(p => p.At > nearestAt).ToList());
        if (before.Count == 0 || after.Count == 0)
        {
            return null;
        }

        var lost = before.Average(p => p.WeightKg!.Value) - after.Average(p => p.WeightKg!.Value);
        return Math.Abs(lost) > UnloadedKg ? 0 : Math.Round(lost);
    }
}
