using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Fences;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Scoring;

/// <summary>A stretch of a truck's way outside of sites with a load.</summary>
public sealed record LoadedWindow(string TruckId, IReadOnlyList<TrackPoint> Points)
{
    public long FromMs => Points[0].AtMs;

    public long ToMs => Points[^1].AtMs;
}

/// <summary>Cuts tracks into loaded driving windows.</summary>
public static class LoadedWindows
{
    private const long PauseMs = 10 * 60_000;
    private const int FewestPoints = 8;

    /// <summary>Where a terminal tells no load: muck trucks weigh some 14 t and carry some 15 t.</summary>
    private const float LoadedKg = 22_000;

    /// <summary>One reading of a faulty load sensor does not cut a window in two: the next loaded point decides.</summary>
    private const long FlickerMs = 3 * 60_000;

    /// <param name="points">Of one truck, in time order, each once.</param>
    public static IEnumerable<LoadedWindow> Of(string truckId, IReadOnlyList<TrackPoint> points, FenceGrid sites)
    {
        var window = new List<TrackPoint>();
        foreach (var point in points)
        {
            var carries = (point.Load is Load.Half or Load.Full || (point.Load == Load.Unknown && point.WeightKg > LoadedKg)) && sites.At(point.Lon, point.Lat, point.AtMs) is null;
            if (window.Count > 0 && (!carries || point.AtMs - window[^1].AtMs > PauseMs))
            {
                if (carries || point.AtMs - window[^1].AtMs > FlickerMs)
                {
                    if (window.Count >= FewestPoints)
                    {
                        yield return new LoadedWindow(truckId, window);
                    }

                    window = [];
                }
            }

            if (carries)
            {
                window.Add(point);
            }
        }

        if (window.Count >= FewestPoints)
        {
            yield return new LoadedWindow(truckId, window);
        }
    }
}
