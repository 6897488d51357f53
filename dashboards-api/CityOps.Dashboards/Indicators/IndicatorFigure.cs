namespace CityOps.Dashboards.Indicators;

/// <summary>A figure with what it rests on.</summary>
/// <param name="Value">A share from 0 to 1, visits a dwelling, or hours; null where nothing counts.</param>
/// <param name="Numerator">What counts for it.</param>
/// <param name="Denominator">What counts.</param>
/// <param name="Low">Ratios: the lower end of the 95 % interval.</param>
/// <param name="High">Ratios: its upper end.</param>
/// <param name="P90">Hours: the 90th percentile.</param>
/// <param name="Cases">Where the cases behind it are listed.</param>
public sealed record IndicatorFigure(
    double? Value, long Numerator, long Denominator, double? Low, double? High, double? P90, string Cases)
{
    internal static IndicatorFigure Of(IndicatorKind kind, IReadOnlyCollection<IndicatorItem> items, string cases) => kind switch
    {
        IndicatorKind.Ratio => Ratio(items.Count(i => i.Hit), items.Count, cases),
        IndicatorKind.PerSubject => PerSubject(items.Count, items.Select(i => (i.Scenario, i.Subject)).Distinct().Count(), cases),
        _ => OfHours([.. items.Select(i => i.Hours).Order()], cases),
    };

    private static IndicatorFigure Ratio(int hits, int of, string cases)
    {
        if (of is 0)
        {
            return new(null, 0, 0, null, null, null, cases);
        }

        var (low, high) = Wilson(hits, of);
        return new((double)hits / of, hits, of, low, high, null, cases);
    }

    private static IndicatorFigure PerSubject(int items, int subjects, string cases) =>
        new(subjects is 0 ? null : (double)items / subjects, items, subjects, null, null, null, cases);

    private static IndicatorFigure OfHours(double[] hours, string cases) =>
        new(Quantile(hours, 0.5), hours.Length, hours.Length, null, null, Quantile(hours, 0.9), cases);

    // Linear between the two nearest of the sorted values.
    private static double? Quantile(double[] sorted, double q)
    {
        if (sorted.Length is 0)
        {
            return null;
        }

        var at = q * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    /// <summary>Wilson's score interval at 95 %: it stays within 0 and 1 and is honest for few visits, where the usual ± is not.</summary>
    internal static (double Low, double High) Wilson(int hits, int of)
    {
        const double z = 1.959963984540054;
        var (p, z2) = ((double)hits / of, z * z / of);
        var centre = (p + (z2 / 2)) / (1 + z2);
        var half = z / (1 + z2) * Math.Sqrt((p * (1 - p) / of) + (z2 / (4 * of)));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
