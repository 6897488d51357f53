using CityOps.Contracts.Events;
using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks.Scoring;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>
/// Finds where loaded trucks came by PM10 sensors, and measures each pass. The rule (<see cref="DustWatch"/>) decides within minutes and in one partition; this looks back with all trucks, all sensors around and what
/// was read afterwards.
/// </summary>
public static class DustPasses
{
    private const double PassM = 150;

    /// <summary>Until what a truck raised has blown to the sensor and been read.</summary>
    private const long ReadMs = 5 * 60_000;

    private const long SilenceMs = 2 * 60_000;
    private const double AroundM = 800;
    private const long SameTimeMs = 150_000;
    private const double SideDeg = 60;
    private const double CameraM = 300;
    private const long ElsewhereMs = 12 * 60 * 60_000;

    /// <summary>Passes whose sensor read something in the half hour before and in the minutes after.</summary>
    public static IReadOnlyList<DustPass> Of(IReadOnlyList<LoadedWindow> windows, IReadOnlyCollection<RoadsideObservation> observations, IEnumerable<Weather> weather)
    {
        var book = new WeatherBook { Kept = TimeSpan.FromDays(366) };
        foreach (var row in weather)
        {
            book.Add(row);
        }

        var sensors = new DustSensorIndex(observations, book);
        var cameras = observations.Where(seen => seen.Kind is ObservationKind.CameraSpill or ObservationKind.CameraUncovered).ToLookup(seen => seen.At.ToUnixTimeMilliseconds() / ReadMs);
        var near = windows.SelectMany(window => NearestOf(window, sensors)).ToList();
        var ofSensor = near.ToLookup(pass => pass.Sensor);
        var passes = near.Select(pass => Measure(pass, ofSensor[pass.Sensor], sensors, cameras, book)).OfType<DustPass>().ToList();
        TellRisesElsewhere(passes);
        return passes;
    }

    private static IEnumerable<Near> NearestOf(LoadedWindow window, DustSensorIndex sensors)
    {
        var passes = new Dictionary<DustSensor, Near>();
        for (var i = 1; i < window.Points.Count; i++)
        {
            var (from, to) = (window.Points[i - 1], window.Points[i]);
            if (to.AtMs - from.AtMs > SilenceMs)
            {
                continue;
            }

            foreach (var sensor in sensors.Within(Math.Min(from.Lon, to.Lon), Math.Max(from.Lon, to.Lon), Math.Min(from.Lat, to.Lat), Math.Max(from.Lat, to.Lat), PassM))
            {
                var (share, metres) = NearestOnWay(from, to, sensor);
                if (metres > PassM)
                {
                    continue;
                }

                var found = new Near(window.TruckId, sensor, from.AtMs + (long)(share * (to.AtMs - from.AtMs)), metres, share < 0.5 ? from : to);
                var known = passes.GetValueOrDefault(sensor);
                if (known is not null && found.AtMs - known.AtMs > ReadMs)
                {
                    yield return known;
                    known = null;
                }

                passes[sensor] = known is null || metres < known.Metres ? found : known;
            }
        }

        foreach (var pass in passes.Values)
        {
            yield return pass;
        }
    }

    private static DustPass? Measure(Near pass, IEnumerable<Near> ofSensor, DustSensorIndex sensors, ILookup<long, RoadsideObservation> cameras, WeatherBook weather)
    {
        var sensor = pass.Sensor;
        if (sensor.Background(pass.AtMs) is not { } background || sensor.HighestBetween(pass.AtMs, pass.AtMs + ReadMs) is not { } highest)
        {
            return null;
        }

        var read = sensor.At(highest)!.Value;
        var wind = weather.Wind(sensor.Lon, sensor.Lat, DateTimeOffset.FromUnixTimeMilliseconds(pass.AtMs));
        var around = sensors.Around(sensor.Lon, sensor.Lat, AroundM).Where(other => other.Sensor != sensor)
            .Select(other => (other.Sensor, Rise: RiseAround(other.Sensor, read.AtMs)))
            .Where(other => !double.IsNaN(other.Rise)).ToList();
        var others = ofSensor.Where(other => other.AtMs < read.AtMs && other.AtMs >= read.AtMs - ReadMs && !string.Equals(other.TruckId, pass.TruckId, StringComparison.Ordinal)).ToList();
        float[] features =
        [
            (float)(read.DryUgM3 - background.UgM3),
            (float)(read.DryUgM3 - (sensor.At(highest - 1)?.DryUgM3 ?? double.NaN)),
            (float)((sensor.At(highest + 1)?.DryUgM3 ?? double.NaN) - background.UgM3),
            (float)background.UgM3,
            (float)background.RestlessUgM3,
            (float)read.HumidityPct,
            Most(around.Select(other => other.Rise)),
            Most(around.Where(other => wind is { } w && IsTowards(sensor, other.Sensor, w.FromDeg)).Select(other => other.Rise)),
            Most(around.Where(other => wind is { } w && IsTowards(sensor, other.Sensor, w.FromDeg + 180)).Select(other => other.Rise)),
            (float)pass.Metres,
            wind is { } blows ? (float)Bearing.OffDeg(sensor.Lon, sensor.Lat, pass.Point.Lon, pass.Point.Lat, blows.FromDeg) : float.NaN,
            (float)(wind?.SpeedMs ?? double.NaN),
            pass.Point.SpeedKmh,
            pass.Point.Lid switch { Lid.Open => 1, Lid.Closed => 0, _ => float.NaN },
            pass.Point.WeightKg,
            others.Count,
            others.Count(other => other.Metres < pass.Metres),
            (float)CameraConfidence(cameras, sensor, read.AtMs),
            float.NaN,
        ];
        return new DustPass(
            pass.TruckId, sensor.Id, pass.AtMs, read.AtMs, sensor.Lon, sensor.Lat, read.DryUgM3 - background.UgM3, background.UgM3, pass.Point.Load, new ScoredExample { Features = features });
    }

    // A truck that nobody washed raises dust wherever it comes by.
    private static void TellRisesElsewhere(List<DustPass> passes)
    {
        foreach (var ofTruck in passes.GroupBy(pass => pass.TruckId, StringComparer.Ordinal))
        {
            var all = ofTruck.ToList();
            foreach (var pass in all)
            {
                var elsewhere = all.Where(other => other != pass && Math.Abs(other.AtMs - pass.AtMs) <= ElsewhereMs).Select(other => Math.Max(0, other.RiseUgM3)).ToList();
                pass.Measured.Features[^1] = elsewhere.Count == 0 ? float.NaN : (float)elsewhere.Average();
            }
        }
    }

    private static bool IsTowards(DustSensor from, DustSensor to, double directionDeg) => Bearing.IsTowards(from.Lon, from.Lat, to.Lon, to.Lat, directionDeg, SideDeg);

    private static double RiseAround(DustSensor sensor, long atMs) =>
        sensor.HighestBetween(atMs - SameTimeMs, atMs + SameTimeMs) is { } highest && sensor.Background(atMs - SameTimeMs) is { } background
            ? sensor.At(highest)!.Value.DryUgM3 - background.UgM3
            : double.NaN;

    private static float Most(IEnumerable<double> values) => (float)values.DefaultIfEmpty(double.NaN).Max();

    private static double CameraConfidence(ILookup<long, RoadsideObservation> cameras, DustSensor sensor, long atMs) =>
        Enumerable.Range(-1, 3).SelectMany(step => cameras[(atMs / ReadMs) + step])
            .Where(seen => Math.Abs(seen.At.ToUnixTimeMilliseconds() - atMs) <= ReadMs && Geodesy.NearDistanceM(seen.Lon, seen.Lat, sensor.Lon, sensor.Lat) <= CameraM)
            .Select(seen => seen.Confidence ?? 0.5).DefaultIfEmpty(0).Max();

    // Where the way between two points, a straight line, comes nearest to a sensor.
    private static (double Share, double Metres) NearestOnWay(in TrackPoint from, in TrackPoint to, DustSensor sensor)
    {
        var shrink = Math.Cos(double.DegreesToRadians(sensor.Lat));
        var (east, north) = ((to.Lon - from.Lon) * shrink, to.Lat - from.Lat);
        var (sensorEast, sensorNorth) = ((sensor.Lon - from.Lon) * shrink, sensor.Lat - from.Lat);
        var length = (east * east) + (north * north);
        var share = length == 0 ? 0 : Math.Clamp(((sensorEast * east) + (sensorNorth * north)) / length, 0, 1);
        return (share, Geodesy.NearDistanceM(from.Lon + (share * (to.Lon - from.Lon)), from.Lat + (share * (to.Lat - from.Lat)), sensor.Lon, sensor.Lat));
    }

    /// <param name="Point">The position next to the nearest place.</param>
    private sealed record Near(string TruckId, DustSensor Sensor, long AtMs, double Metres, TrackPoint Point);
}
