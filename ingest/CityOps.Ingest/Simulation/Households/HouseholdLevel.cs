namespace CityOps.Ingest.Simulation.Households;

/// <summary>Brings what people do in a day to the level that real homes of the same size use.</summary>
public static class HouseholdLevel
{
    /// <summary>Litres a day that the activities of an ordinary family of this size add up to; measured, held by a test.</summary>
    private static ReadOnlySpan<double> UnscaledLitres => [90, 172, 245, 318, 392];

    /// <summary>Factor on every volume of water, so that the median household of this size uses what the real ones do.</summary>
    public static double WaterScale(int people)
    {
        var known = HouseholdParameters.MedianLitresBySize;
        if (people <= known.Length)
        {
            return known[people - 1] / UnscaledLitres[people - 1];
        }

        var further = people - known.Length;
        var last = UnscaledLitres[^1];
        var step = last - UnscaledLitres[^2];
        return (known[^1] + (further * HouseholdParameters.LitresPerFurtherPerson)) / (last + (further * step));
    }
}
