namespace CityOps.Models.GroupRental;

/// <summary>
/// The interval around an estimate: quantiles of what held-out households really had minus what was estimated, by size of the estimate (split conformal,
/// with the finite-sample correction).
/// </summary>
/// <param name="UpTo">Upper edges of the bins of the estimate, the last one unbounded.</param>
/// <param name="Low">Added to an estimate of that bin for the lower bound.</param>
/// <param name="High">Added for the upper bound.</param>
public sealed record OccupantInterval(double[] UpTo, double[] Low, double[] High)
{
    /// <summary>The share of households that the interval should hold.</summary>
    public const double Nominal = 0.8;

    private const int FewestInBin = 40;
    private static readonly double[] Edges = [1.5, 2.5, 3.5, 5, 7, 10, double.MaxValue];

    public static OccupantInterval Fit(IReadOnlyList<float> estimates, IReadOnlyList<float> truth)
    {
        var all = Enumerable.Range(0, estimates.Count).ToList();
        var upTo = new List<double>();
        var (low, high) = (new List<double>(), new List<double>());
        var from = double.MinValue;
        foreach (var edge in Edges)
        {
            var bin = all.Where(i => estimates[i] > from && estimates[i] <= edge).ToList();
            var rest = all.Count(i => estimates[i] > edge);
            if (bin.Count < FewestInBin || (rest < FewestInBin && edge < double.MaxValue))
            {
                if (edge < double.MaxValue)
                {
                    continue;
                }

                bin = [.. all.OrderByDescending(i => estimates[i]).Take(Math.Max(FewestInBin, bin.Count))];
            }

            var residuals = bin.Select(i => (double)truth[i] - estimates[i]).Order().ToList();
            upTo.Add(edge);
            low.Add(Quantile(residuals, (1 - Nominal) / 2, up: false));
            high.Add(Quantile(residuals, (1 + Nominal) / 2, up: true));
            from = edge;
        }

        return new OccupantInterval([.. upTo], [.. low], [.. high]);
    }

    /// <summary>The bounds around an estimate; nobody lives in fewer than no heads.</summary>
    public (float Low, float High) Around(float estimate)
    {
        var bin = 0;
        while (bin < UpTo.Length - 1 && estimate > UpTo[bin])
        {
            bin++;
        }

        return ((float)Math.Max(0, estimate + Low[bin]), (float)Math.Max(0, estimate + High[bin]));
    }

    private static double Quantile(List<double> sorted, double share, bool up)
    {
        if (sorted.Count == 0)
        {
            return 0;
        }

        var rank = up ? (int)Math.Ceiling((sorted.Count + 1) * share) - 1 : (int)Math.Floor((sorted.Count + 1) * share) - 1;
        return sorted[Math.Clamp(rank, 0, sorted.Count - 1)];
    }
}
