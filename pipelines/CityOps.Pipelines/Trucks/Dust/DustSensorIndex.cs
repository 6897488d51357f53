using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>PM10 sensors by place.</summary>
internal sealed class DustSensorIndex
{
    private const double CellDeg = 0.004;

    private readonly ILookup<(int, int), DustSensor> _cells;

    public DustSensorIndex(IEnumerable<RoadsideObservation> observations, WeatherBook weather) =>
        _cells = observations
            .Where(seen => seen is { Kind: ObservationKind.Pm10, Value: not null })
            .GroupBy(seen => seen.SensorId, StringComparer.Ordinal)
            .OrderBy(ofSensor => ofSensor.Key, StringComparer.Ordinal)
            .Select(ofSensor => SensorOf(ofSensor, weather))
            .ToLookup(sensor => (CellOf(sensor.Lon), CellOf(sensor.Lat)));

    /// <summary>Those within some metres of a place, each with its distance.</summary>
    public IEnumerable<(DustSensor Sensor, double Metres)> Around(double lon, double lat, double metres) =>
        Within(lon, lon, lat, lat, metres).Select(sensor => (sensor, Geodesy.NearDistanceM(lon, lat, sensor.Lon, sensor.Lat))).Where(near => near.Item2 <= metres);

    /// <summary>Those in a box and some metres around it; some further away may be among them.</summary>
    public IEnumerable<DustSensor> Within(double west, double east, double south, double north, double metres)
    {
        var (tall, wide) = (metres / Geodesy.MetresPerDegree, metres / Geodesy.MetresPerDegree / Math.Cos(double.DegreesToRadians(south)));
        for (var column = CellOf(west - wide); column <= CellOf(east + wide); column++)
        {
            for (var row = CellOf(south - tall); row <= CellOf(north + tall); row++)
            {
                foreach (var sensor in _cells[(column, row)])
                {
                    yield return sensor;
                }
            }
        }
    }

    private static DustSensor SensorOf(IGrouping<string, RoadsideObservation> ofSensor, WeatherBook weather)
    {
        var sorted = ofSensor.DistinctBy(seen => seen.At).OrderBy(seen => seen.At).ToList();
        return new DustSensor(ofSensor.Key, sorted[^1].Lon, sorted[^1].Lat, [.. sorted.Select(seen => ReadingOf(seen, weather))]);
    }

    private static DustReading ReadingOf(RoadsideObservation seen, WeatherBook weather)
    {
        var humidity = seen.HumidityPct ?? weather.HumidityPct(seen.Lon, seen.Lat, seen.At);
        return new DustReading(seen.At.ToUnixTimeMilliseconds(), Pm10Calibration.Dry(seen.Value!.Value, humidity ?? 0), humidity ?? double.NaN);
    }

    private static int CellOf(double degrees) => (int)Math.Floor(degrees / CellDeg);
}
