namespace CityOps.Models.Evaluation;

/// <summary>A figure and how far it may be off.</summary>
/// <param name="Low">The 2.5 % quantile over resamples, <paramref name="High"/> the 97.5 % one.</param>
public readonly record struct Estimate(double Value, double Low, double High);

/// <summary>
/// Confidence intervals by resampling households with replacement, so that several windows of one home are drawn together. The same seed gives the same interval.
/// </summary>
public static class Bootstrap
{
    public const int Replicates = 200;

    /// <param name="households">Of each row.</param>
    /// <param name="figure">Computes the figure over these rows, which may repeat.</param>
    public static Estimate Of(IReadOnlyList<ulong> households, ulong seed, Func<IReadOnlyList<int>, double> figure, int replicates = Replicates)
    {
        var homes = new Dictionary<ulong, List<int>>();
        for (var row = 0; row < households.Count; row++)
        {
            if (!homes.TryGetValue(households[row], out var rows))
            {
                homes[households[row]] = rows = [];
            }

            rows.Add(row);
        }

        // Sorted, since a dictionary promises no order.
        var drawn = homes.OrderBy(h => h.Key).Select(h => h.Value).ToArray();
        var values = new List<double>(replicates);
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            var random = new SplitMix(seed + (ulong)replicate);
            var rows = new List<int>(households.Count);
            for (var draw = 0; draw < drawn.Length; draw++)
            {
                rows.AddRange(drawn[random.Next(drawn.Length)]);
            }

            var value = figure(rows);
            if (double.IsFinite(value))
            {
                values.Add(value);
            }
        }

        values.Sort();
        var all = figure([.. Enumerable.Range(0, households.Count)]);
        return values.Count == 0 ? new Estimate(all, double.NaN, double.NaN) : new Estimate(all, Quantile(0.025), Quantile(0.975));

        double Quantile(double share) => values[(int)Math.Round(share * (values.Count - 1))];
    }
}
