using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>The last readings of each PM10 sensor, and what cameras saw near them.</summary>
internal sealed class SensorBook
{
    private const int Kept = 12;
    private const long BackgroundMs = 30 * 60_000;
    private const long FreshMs = 60_000;
    private const long SameTimeMs = 5 * 60_000;
    private const long CameraKeptMs = 20 * 60_000;
    private const double CameraM = 300;
    private const double AroundM = 800;
    private const double UpwindDeg = 60;

    private readonly SortedDictionary<string, List<SensorReading>> _sensors = new(StringComparer.Ordinal);
    private readonly List<SensorReading> _cameras = [];

    /// <summary>Takes a reading, unless it was taken before: what was not answered is sent again.</summary>
    /// <returns>By how much it lies above the median of the half hour before, and that median; null where nothing is known of before, or where it was as high at the reading before: then it rose earlier.</returns>
    public (double RiseUgM3, double BackgroundUgM3, long SinceMs)? Add(string sensor, in SensorReading reading)
    {
        if (!_sensors.TryGetValue(sensor, out var readings))
        {
            _sensors[sensor] = readings = [];
        }

        foreach (var taken in readings)
        {
            if (taken.AtMs == reading.AtMs)
            {
                return null;
            }
        }

        var (rise, before) = (RiseOf(readings, reading), LastBefore(readings, reading.AtMs));
        readings.Add(reading);
        if (readings.Count > Kept)
        {
            readings.RemoveAt(0);
        }

        return rise is { } risen && before is { } last && reading.DryUgM3 - last.DryUgM3 >= risen.RiseUgM3 / 2 ? (risen.RiseUgM3, risen.BackgroundUgM3, last.AtMs) : null;
    }

    private static SensorReading? LastBefore(List<SensorReading> readings, long atMs)
    {
        SensorReading? last = null;
        foreach (var reading in readings)
        {
            last = reading.AtMs < atMs && (last is not { } known || reading.AtMs > known.AtMs) ? reading : last;
        }

        return last;
    }

    public void AddCamera(RoadsideObservation seen)
    {
        var at = seen.At.ToUnixTimeMilliseconds();
        _cameras.RemoveAll(camera => camera.AtMs < at - CameraKeptMs);
        _cameras.Add(new SensorReading(at, seen.Lon, seen.Lat, 0, IsHumid: false));
    }

    public bool CameraSawToo(in DustRise rise)
    {
        foreach (var camera in _cameras)
        {
            if (Math.Abs(camera.AtMs - rise.AtMs) <= SameTimeMs && Geodesy.NearDistanceM(camera.Lon, camera.Lat, rise.Lon, rise.Lat) <= CameraM)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A sensor upwind rose by half as much at the same time: the wind brought it, whoever passed here.</summary>
    public bool CameByWind(in DustRise rise, double windFromDeg)
    {
        foreach (var readings in _sensors.Values)
        {
            for (var i = readings.Count - 1; i > 0; i--)
            {
                var reading = readings[i];
                var metres = Geodesy.NearDistanceM(reading.Lon, reading.Lat, rise.Lon, rise.Lat);
                if (Math.Abs(reading.AtMs - rise.AtMs) <= SameTimeMs && metres is > 1 and <= AroundM
                    && Bearing.IsTowards(rise.Lon, rise.Lat, reading.Lon, reading.Lat, windFromDeg, UpwindDeg)
                    && RiseOf(readings[..i], reading) is { } other && other.RiseUgM3 >= rise.RiseUgM3 / 2)
                {
                    return true;
                }
            }
        }

        return false;
    }

    internal void Write(StateWriter writer)
    {
        writer.Value(_sensors.Count);
        foreach (var (sensor, readings) in _sensors)
        {
            writer.Text(sensor);
            writer.List(readings);
        }

        writer.List(_cameras);
    }

    internal void Read(StateReader reader)
    {
        for (var left = reader.Value<int>(); left > 0; left--)
        {
            reader.List(_sensors[reader.Text()] = []);
        }

        reader.List(_cameras);
    }

    private static (double RiseUgM3, double BackgroundUgM3)? RiseOf(List<SensorReading> before, SensorReading reading)
    {
        var background = before.Where(b => b.AtMs < reading.AtMs - FreshMs && b.AtMs >= reading.AtMs - BackgroundMs).Select(b => b.DryUgM3).Order().ToList();
        return background.Count == 0 ? null : (reading.DryUgM3 - background[background.Count / 2], background[background.Count / 2]);
    }
}
