namespace CityOps.Ingest.Simulation.Households;

/// <summary>The district's outdoor temperature: a seasonal cosine near Shanghai's normals (4 °C in January, 29 °C in July) with spells around it.</summary>
public sealed class Climate
{
    private readonly ulong _seed;

    public Climate(ulong seed) => _seed = seed;

    /// <summary>Mean temperature of a local day, °C.</summary>
    public double MeanC(DateOnly day)
    {
        var season = 16.8 - (12.2 * Math.Cos(2 * Math.PI * (day.DayOfYear - 20) / 365.25));
        var spell = 0.0;
        for (var back = 0; back < 4; back++)
        {
            spell += SeededRandom.For(_seed, "spell", day.DayNumber - back).Normal(0, 2.2) * Math.Pow(0.6, back);
        }

        return season + spell;
    }

    /// <summary>Temperature at an hour of that day: coolest at 5, warmest at 15.</summary>
    public static double AtHour(double meanC, int hour) => meanC + (4 * Math.Cos(2 * Math.PI * (hour - 15) / 24));
}
