using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>
/// The air over the district, hour by hour: wind, humidity and what PM10 there is without any truck. Of the size that Shanghai has: humid at night, some 60 µg/m³, and now and then a few hours of dust from far away. All
/// from the seed and the hour, so that any moment can be asked for.
/// </summary>
internal sealed class DistrictAir(ulong seed)
{
    public const long HourMs = 3_600_000;

    private const double PrevailingFromDeg = 110;
    private const double FarDustShareOfDays = 0.2;
    private const double FarDustHours = 3;
    private const int ShanghaiHours = 8;
    private static readonly Place _station = new(0, 0);

    /// <summary>What the weather station tells at a full hour.</summary>
    public Weather Told(long hourMs)
    {
        var random = SeededRandom.For(seed, "truck-weather", hourMs / HourMs);
        return new Weather(
            "weather-trucks", DateTimeOffset.FromUnixTimeMilliseconds(hourMs), _station.Lon, _station.Lat, null, Math.Round(HumidityPct(hourMs)), null,
            Math.Round(WindSpeedMs(hourMs), 1), (Math.Round(WindFromDeg(hourMs) + random.Normal(0, 8)) + 360) % 360);
    }

    /// <summary>Where the wind comes from, degrees clockwise from north, 0 to 360.</summary>
    public double WindFromDeg(long atMs) =>
        (PrevailingFromDeg + (60 * Math.Sin(Turn(atMs, 31))) + Between(atMs, "wind-from", random => random.Normal(0, 15)) + 720) % 360;

    /// <summary>Metres a second.</summary>
    public double WindSpeedMs(long atMs) => Math.Max(0.2, 2.3 - (1.1 * Math.Cos(Turn(atMs, 24) - 0.6)) + Between(atMs, "wind-speed", random => random.Normal(0, 0.5)));

    /// <summary>Relative, 0 to 100: highest before sunrise.</summary>
    public double HumidityPct(long atMs) => Math.Clamp(72 + (17 * Math.Cos(Turn(atMs, 24) - 1.3)) + Between(atMs, "humidity", random => random.Normal(0, 5)), 25, 98);

    /// <summary>PM10 in dry air, µg/m³.</summary>
    public double Pm10(long atMs) => 55 + (20 * Math.Sin(Turn(atMs, 77))) + Between(atMs, "pm10", random => random.Normal(0, 8)) + FarDust(atMs);

    // It comes and goes over an hour.
    private double FarDust(long atMs)
    {
        var day = atMs / (24 * HourMs);
        var random = SeededRandom.For(seed, "truck-far-dust", day);
        if (!random.Chance(FarDustShareOfDays))
        {
            return 0;
        }

        var (begins, most) = ((day * 24 * HourMs) + (long)(random.Between(0, 24 - FarDustHours) * HourMs), random.Between(80, 250));
        var hours = (double)(atMs - begins) / HourMs;
        return most * Math.Clamp(Math.Min(hours, FarDustHours - hours), 0, 1);
    }

    private static double Turn(long atMs, double hours) => 2 * Math.PI * (((double)atMs / HourMs) + ShanghaiHours) / hours;

    // A number for each hour, and a straight line between them.
    private double Between(long atMs, string what, Func<SeededRandom, double> draw)
    {
        var hour = atMs / HourMs;
        var share = (double)(atMs - (hour * HourMs)) / HourMs;
        return (draw(SeededRandom.For(seed, what, hour)) * (1 - share)) + (draw(SeededRandom.For(seed, what, hour + 1)) * share);
    }
}
