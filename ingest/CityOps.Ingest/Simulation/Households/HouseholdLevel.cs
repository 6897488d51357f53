using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>Brings what people do in a day to the level that real homes of the same size use.</summary>
public static class HouseholdLevel
{
    /// <summary>How much of a level is more events rather than larger ones.</summary>
    private const double EventPart = 0.4;

    /// <summary>Median litres and kWh a day that the activities of an ordinary family of 1 … 5 add up to; measured, held by a test.</summary>
    private static ReadOnlySpan<double> ShanghaiLitres => [123, 188, 293, 367, 414];

    private static ReadOnlySpan<double> SpainLitres => [124, 184, 289, 366, 403];

    private static ReadOnlySpan<double> Kwh => [3.9, 5.0, 6.1, 7.9, 8.7];

    /// <summary>Litres of the median household of this size, over what its activities add up to.</summary>
    public static double WaterScale(int people, Culture culture) =>
        Scale(people, culture == Culture.Spain ? SpainLitres : ShanghaiLitres, P.MedianLitresBySize, 1, P.LitresPerFurtherPerson);

    public static double ElectricityScale(int people) =>
        Scale(people, Kwh, P.MedianKwhBySizeUs, P.ChinaFactor / 365, (P.MedianKwhBySizeUs[^1] - P.MedianKwhBySizeUs[^2]) * P.ChinaFactor / 365);

    /// <summary>Parts a level into a factor on the number of events and one on their volume.</summary>
    public static (double Events, double Volume) Split(double level) => (Math.Pow(level, EventPart), Math.Pow(level, 1 - EventPart));

    private static double Scale(int people, ReadOnlySpan<double> unscaled, ReadOnlySpan<double> target, double unit, double further)
    {
        var size = Math.Max(1, people);
        if (size <= target.Length)
        {
            return target[size - 1] * unit / unscaled[size - 1];
        }

        var more = size - target.Length;
        return ((target[^1] * unit) + (more * further)) / (unscaled[^1] + (more * (unscaled[^1] - unscaled[^2])));
    }
}
