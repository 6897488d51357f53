namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// The weather of each town, hour by hour: a seasonal cosine near the normals of the place, spells of some days, the hours of the day, a town's own bias. What air
/// conditioners follow is what the weather station reports.
/// </summary>
public sealed class Climate(ulong seed, Culture culture)
{
    private const double SpellDeviation = 2.2;
    private const double SpellMemory = 0.6;
    private readonly ulong _seed = SeededRandom.Hash(seed, (ulong)Purpose.Weather, 0, 0);

    /// <summary>Mean temperature of a local day, °C.</summary>
    public double MeanC(DateOnly day)
    {
        var season = culture.MeanC - (culture.SwingC * Math.Cos(2 * Math.PI * (day.DayOfYear - 20) / 365.25));
        var spell = 0.0;
        for (var back = 0; back < 5; back++)
        {
            spell += SpellDeviation * 1.8 * (SeededRandom.Share(_seed, 1, 0, day.DayNumber - back) + SeededRandom.Share(_seed, 2, 0, day.DayNumber - back) - 1) * Math.Pow(SpellMemory, back);
        }

        return season + spell;
    }

    /// <summary>Temperature at an hour of that day in a town: coolest at 5, warmest at 15.</summary>
    public double AtHour(DateOnly day, int hour, int town)
    {
        var bias = SeededRandom.Share(_seed, 3, town, 0) - 0.5;
        var gust = SeededRandom.Share(_seed, 4, town, (day.DayNumber * 24L) + hour) - 0.5;
        return MeanC(day) + bias + gust + (Swing(day) * Math.Cos(2 * Math.PI * (hour - 15) / 24));
    }

    /// <summary>Rain of that hour, mm; wet days follow each other.</summary>
    public double RainMm(DateOnly day, int hour, int town)
    {
        var wet = SeededRandom.Share(_seed, 5, 0, day.DayNumber) < 0.32 && SeededRandom.Share(_seed, 6, town, (day.DayNumber * 24L) + hour) < 0.3;
        return wet ? Math.Round(-2 * Math.Log(1 - SeededRandom.Share(_seed, 7, town, (day.DayNumber * 24L) + hour)), 1) : 0;
    }

    private double Swing(DateOnly day) => 2.5 + (2.5 * SeededRandom.Share(_seed, 8, 0, day.DayNumber));
}

/// <summary>What a hashed draw is for, so that two never share one.</summary>
internal enum Purpose : ulong
{
    Weather = 1,
    Day,
    Meter,
    Phase,
    Jitter,
    Loss,
    Silence,
    Festival,
    Master,
    Link,
    Building,
}
