using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Rules;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>
/// Dust (扬尘): a roadside sensor rises, in readings brought back to dry air, right after a loaded truck of this partition passed upwind of it, while the sensors further upwind did not. In humid air an optical
/// reading alone opens no case: a camera has to have seen something there too.
/// </summary>
internal sealed class DustWatch(WeatherBook weather, RuleContext context, OpenIncidents incidents, IncidentWriter writer)
{
    private const long LongestPassMs = 5 * 60_000;

    // From the wheels to the sensor.
    private const long DriftMs = 60_000;
    private const long WaitMs = 2 * 60_000;
    private const double PassM = 150;
    private const double SideDeg = 80;
    private const double LeastWindMs = 1;

    private readonly SensorBook _sensors = new();
    private readonly List<(string Sensor, DustRise Rise)> _waiting = [];

    public void Add(RoadsideObservation seen)
    {
        if (seen.Kind is ObservationKind.CameraSpill or ObservationKind.CameraUncovered)
        {
            _sensors.AddCamera(seen);
        }

        if (seen.Kind != ObservationKind.Pm10 || seen.Value is not { } read)
        {
            return;
        }

        var (at, humidity) = (seen.At.ToUnixTimeMilliseconds(), seen.HumidityPct ?? weather.HumidityPct(seen.Lon, seen.Lat, seen.At));
        var reading = new SensorReading(at, seen.Lon, seen.Lat, Pm10Calibration.Dry(read, humidity ?? 0), humidity is null or >= Pm10Calibration.HumidPct);
        if (_sensors.Add(seen.SensorId, reading) is { } rise && rise.RiseUgM3 >= context.Options.DustRiseUgM3)
        {
            _waiting.Add((seen.SensorId, new DustRise(at, rise.SinceMs, seen.Lon, seen.Lat, rise.RiseUgM3, rise.BackgroundUgM3, reading.IsHumid)));
        }
    }

    /// <summary>Decides on rises whose positions have had time to come. To be asked after each message.</summary>
    public void Review(IReadOnlyDictionary<string, TruckTrack> trucks, TruckRows rows)
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            var (sensor, rise) = _waiting[i];
            if (incidents.NewestAtMs >= rise.AtMs + WaitMs)
            {
                _waiting.RemoveAt(i);
                Decide(sensor, rise, trucks, rows);
            }
        }
    }

    internal void Write(StateWriter writer)
    {
        _sensors.Write(writer);
        writer.Value(_waiting.Count);
        foreach (var (sensor, rise) in _waiting)
        {
            writer.Text(sensor);
            writer.Value(rise);
        }
    }

    internal void Read(StateReader reader)
    {
        _sensors.Read(reader);
        for (var left = reader.Value<int>(); left > 0; left--)
        {
            _waiting.Add((reader.Text(), reader.Value<DustRise>()));
        }
    }

    private void Decide(string sensor, in DustRise rise, IReadOnlyDictionary<string, TruckTrack> trucks, TruckRows rows)
    {
        var wind = weather.WindFromDeg(rise.Lon, rise.Lat, DateTimeOffset.FromUnixTimeMilliseconds(rise.AtMs), LeastWindMs);
        if ((rise.IsHumid && !_sensors.CameraSawToo(rise)) || (wind is { } from && _sensors.CameByWind(rise, from)))
        {
            return;
        }

        var (suspect, nearest, passedMs) = ((string?)null, PassM, 0L);
        foreach (var (truckId, track) in trucks)
        {
            if (track.Load is Load.Half or Load.Full && NearestPass(track, rise, wind) is { } pass
                && (pass.Metres < nearest || (suspect is not null && pass.Metres == nearest && string.CompareOrdinal(truckId, suspect) < 0)))
            {
                (suspect, nearest, passedMs) = (truckId, pass.Metres, pass.AtMs);
            }
        }

        if (suspect is not null)
        {
            var begun = incidents.Of(suspect, FindingKind.Dust).Where(i => Math.Abs(passedMs - i.Finding.FinishedAtMs) <= DustEpisode.TogetherMs).Select(i => (long?)i.Finding.StartedAtMs).Max() ?? passedMs;
            var load = trucks[suspect].Load;
            writer.WriteSeen(
                suspect,
                new Finding(FindingKind.Dust, IsClosed: true, begun, rise.AtMs, rise.Lon, rise.Lat, (float)rise.RiseUgM3, (float)rise.BackgroundUgM3, 1, load, load, Device: Device.DustSensor),
                sensor,
                rows);
        }
    }

    private static (double Metres, long AtMs)? NearestPass(TruckTrack track, in DustRise rise, double? windFromDeg)
    {
        (double Metres, long AtMs)? nearest = null;
        foreach (var point in track.Window)
        {
            if (point.AtMs <= rise.AtMs && point.AtMs >= Math.Max(rise.AtMs - LongestPassMs, rise.SinceMs - DriftMs)
                && Geodesy.NearDistanceM(point.Lon, point.Lat, rise.Lon, rise.Lat) is var metres && metres <= PassM && (nearest is null || metres < nearest.Value.Metres)
                && (windFromDeg is not { } wind || Bearing.IsTowards(rise.Lon, rise.Lat, point.Lon, point.Lat, wind, SideDeg)))
            {
                nearest = (metres, point.AtMs);
            }
        }

        return nearest;
    }
}
