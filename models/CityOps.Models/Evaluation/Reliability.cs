namespace CityOps.Models.Evaluation;

/// <summary>Dwellings that were given about the same probability, and how often it came true.</summary>
/// <param name="Mean">Mean probability given, 0 to 1; NaN in an empty bin, as is <paramref name="Observed"/>.</param>
/// <param name="Observed">Share of them that were true.</param>
public readonly record struct ReliabilityBin(double From, double To, int Count, double Mean, double Observed);

/// <summary>Whether probabilities come true as often as they say, in ten equal bins of probability.</summary>
public sealed record Reliability(IReadOnlyList<ReliabilityBin> Bins)
{
    public const int BinCount = 10;

    /// <summary>Expected calibration error: the mean distance between what was said and what came true, each bin by its dwellings.</summary>
    public double Error
    {
        get
        {
            var filled = Bins.Where(b => b.Count > 0).ToList();
            return filled.Sum(b => b.Count * Math.Abs(b.Mean - b.Observed)) / Math.Max(1, filled.Sum(b => b.Count));
        }
    }

    public static Reliability Of(IReadOnlyList<double> probabilities, IReadOnlyList<bool> truth)
    {
        var (sum, hits, count) = (new double[BinCount], new int[BinCount], new int[BinCount]);
        for (var i = 0; i < probabilities.Count; i++)
        {
            var bin = Math.Min(BinCount - 1, (int)(probabilities[i] * BinCount));
            sum[bin] += probabilities[i];
            hits[bin] += truth[i] ? 1 : 0;
            count[bin]++;
        }

        return new Reliability([.. Enumerable.Range(0, BinCount).Select(bin => new ReliabilityBin(
            (double)bin / BinCount, (bin + 1.0) / BinCount, count[bin], sum[bin] / count[bin], (double)hits[bin] / count[bin]))]);
    }
}
