namespace CityOps.Models.GroupRental.Occupancy;

/// <summary>
/// Estimates people from a few signs that each grow with them, weighed equally (Dawes 1979): every sign in units of its own spread, their mean, and one straight line from
/// that to people. With some fifty homes, weights that are fitted change from one half of them to the other; equal ones do not.
/// </summary>
/// <param name="Means">Of each sign among the homes learnt from.</param>
/// <param name="Spreads">Standard deviations.</param>
public sealed record EqualWeights(double[] Means, double[] Spreads, double Intercept, double Slope)
{
    /// <param name="rows">Signs, home by home; NaN where not known.</param>
    public static EqualWeights Fit(IReadOnlyList<double[]> rows, IReadOnlyList<double> people)
    {
        var width = rows[0].Length;
        var (means, spreads) = (new double[width], new double[width]);
        for (var c = 0; c < width; c++)
        {
            var known = rows.Select(r => r[c]).Where(double.IsFinite).ToList();
            means[c] = known.Count == 0 ? 0 : known.Average();
            spreads[c] = known.Count < 2 ? 0 : Math.Sqrt(known.Average(v => (v - means[c]) * (v - means[c])));
        }

        var line = new EqualWeights(means, spreads, 0, 1);
        double[] index = [.. rows.Select(line.Estimate)];
        var (x, y) = (index.Average(), people.Average());
        var covariance = index.Zip(people, (i, p) => (i - x) * (p - y)).Sum();
        var variance = index.Sum(i => (i - x) * (i - x));
        var slope = variance > 0 ? covariance / variance : 0;
        return line with { Intercept = y - (slope * x), Slope = slope };
    }

    public double Estimate(double[] signs)
    {
        double sum = 0;
        for (var c = 0; c < signs.Length; c++)
        {
            // Not known, or the same in every home: as the mean home.
            sum += double.IsFinite(signs[c]) && Spreads[c] > 0 ? Math.Clamp((signs[c] - Means[c]) / Spreads[c], -3, 3) : 0;
        }

        return Intercept + (Slope * sum / signs.Length);
    }
}
