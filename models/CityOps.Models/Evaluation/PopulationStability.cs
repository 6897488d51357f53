namespace CityOps.Models.Evaluation;

/// <summary>How a value was spread among the rows a model learnt from: shares of bins that held about a tenth each, and the share that was not known.</summary>
/// <param name="Edges">
/// Upper edges of the bins, ascending; the last bin has none. The first bin is empty: it lies below everything, so that a value that was nearly always the same and falls is seen to.
/// </param>
/// <param name="Shares">Share of all rows in each bin, one more than there are edges.</param>
/// <param name="UnknownShare">Share of all rows whose value was not known, 0 to 1.</param>
/// <param name="Rows">How many rows that rests on.</param>
public sealed record ValueProfile(string Name, double[] Edges, double[] Shares, double UnknownShare, int Rows)
{
    private const int Bins = 10;

    public static ValueProfile Of(string name, IReadOnlyList<float> values)
    {
        float[] known = [.. values.Where(float.IsFinite).Order()];
        double[] edges = known.Length == 0
            ? []
            : [MathF.BitDecrement(known[0]), .. Enumerable.Range(1, Bins - 1).Select(bin => (double)known[Math.Min(known.Length - 1, known.Length * bin / Bins)]).Distinct()];
        var (shares, unknown) = SharesIn(edges, values);
        return new ValueProfile(name, edges, shares, unknown, values.Count);
    }

    /// <summary>
    /// The population stability index of new values against these (Siddiqi, Credit Risk Scorecards, 2006): the sum over bins of (new − old) × ln(new / old). By his rule of thumb below
    /// 0.1 nothing moved and from 0.25 on much did. What is not known is a bin of its own.
    /// </summary>
    public Stability Against(IReadOnlyList<float> values)
    {
        if (Rows == 0 || values.Count == 0)
        {
            return new Stability(Name, double.NaN, double.NaN, UnknownShare, double.NaN, values.Count);
        }

        var (shares, unknown) = SharesIn(Edges, values);
        double sum = Term(UnknownShare, unknown, values.Count);
        for (var bin = 0; bin < shares.Length; bin++)
        {
            sum += Term(Shares[bin], shares[bin], values.Count);
        }

        return new Stability(Name, sum, NoiseOf(values.Count), UnknownShare, unknown, values.Count);
    }

    // An empty bin counts as half a row, so that its logarithm exists.
    private double Term(double before, double now, int rows)
    {
        if (before <= 0 && now <= 0)
        {
            return 0;
        }

        var (from, to) = (Math.Max(before, 0.5 / Rows), Math.Max(now, 0.5 / rows));
        return (to - from) * Math.Log(to / from);
    }

    // Without any drift the index is about (1/n + 1/m) times a chi-square variable of one less than the bins (Yurdakul 2018): its 99.9 % quantile, by Wilson and Hilferty (1931).
    private double NoiseOf(int rows)
    {
        const double Normal = 3.0902;
        var degrees = (double)Math.Max(1, Shares.Length - (UnknownShare > 0 ? 0 : 1));
        var cube = 1 - (2 / (9 * degrees)) + (Normal * Math.Sqrt(2 / (9 * degrees)));
        return ((1.0 / Rows) + (1.0 / rows)) * degrees * cube * cube * cube;
    }

    private static (double[] Shares, double Unknown) SharesIn(double[] edges, IReadOnlyList<float> values)
    {
        var counts = new int[edges.Length + 1];
        var unknown = 0;
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
            {
                unknown++;
                continue;
            }

            var at = Array.BinarySearch(edges, value);
            counts[at < 0 ? ~at : at]++;
        }

        var rows = (double)Math.Max(1, values.Count);
        return ([.. counts.Select(count => count / rows)], unknown / rows);
    }
}

/// <summary>How far a value has moved.</summary>
/// <param name="Index">The population stability index; NaN where there are no rows.</param>
/// <param name="Noise">What it exceeds once in a thousand times by chance alone, with so many rows.</param>
/// <param name="UnknownBefore">Share of rows whose value was not known, and <paramref name="UnknownNow"/>.</param>
/// <param name="Rows">Rows that were compared with the profile.</param>
public readonly record struct Stability(string Name, double Index, double Noise, double UnknownBefore, double UnknownNow, int Rows);
