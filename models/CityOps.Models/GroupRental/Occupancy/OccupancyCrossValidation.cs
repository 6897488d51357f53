using CityOps.Models.Evaluation;

namespace CityOps.Models.GroupRental.Occupancy;

/// <summary>Estimates of homes that the estimator had not seen, repeat by repeat, and the figures of them.</summary>
/// <param name="Estimates">One array a repeat, one estimate a home.</param>
/// <param name="RocAuc">Of "four or more": the mean over the repeats, with the interval over households.</param>
/// <param name="BestSingle">The sign that alone tells "four or more" best, chosen on these very homes: a high bar. Empty, and its figure NaN, where all homes are large or none is.</param>
public sealed record OccupancyFigures(
    IReadOnlyList<double[]> Estimates, Estimate RocAuc, string BestSingle, double BestSingleRocAuc, Estimate MeanError, double BaselineMeanError);

/// <summary>Cross-validates by household: each home is estimated from others only, in five parts drawn anew each repeat.</summary>
public static class OccupancyCrossValidation
{
    private const int Parts = 5;

    /// <summary>People from whom a home counts as large.</summary>
    public const int Large = 4;

    /// <param name="signs">Names of the signs the estimator uses.</param>
    public static OccupancyFigures Run(CountedHomes homes, IReadOnlyList<string> signs, int repeats, ulong seed)
    {
        var columns = signs.Select(homes.Column).ToList();
        var rows = Enumerable.Range(0, homes.Homes.Count).Select(h => columns.Select(c => c[h]).ToArray()).ToList();
        var (estimates, baselines) = (new List<double[]>(), new List<double[]>());
        for (var repeat = 0; repeat < repeats; repeat++)
        {
            var order = Enumerable.Range(0, rows.Count).OrderBy(h => homes.Homes[h].Key).ToList();
            new SplitMix(seed + (ulong)repeat).Shuffle(order);
            var (estimated, guessed) = (new double[rows.Count], new double[rows.Count]);
            for (var part = 0; part < Parts; part++)
            {
                var held = order.Where((_, at) => at % Parts == part).ToList();
                var others = order.Where((_, at) => at % Parts != part).ToList();
                var model = EqualWeights.Fit([.. others.Select(h => rows[h])], [.. others.Select(h => homes.Homes[h].People)]);
                foreach (var home in held)
                {
                    estimated[home] = model.Estimate(rows[home]);
                    guessed[home] = MedianOfSameArea(homes, others, homes.Homes[home].FloorArea);
                }
            }

            estimates.Add(estimated);
            baselines.Add(guessed);
        }

        ulong[] keys = [.. homes.Homes.Select(h => h.Key)];
        var (best, auc) = BestSingle(homes);
        return new OccupancyFigures(
            estimates,
            Bootstrap.Of(keys, seed, drawn => estimates.Average(e => Ranking.RocAuc([.. drawn.Select(h => e[h])], [.. drawn.Select(h => homes.Homes[h].People >= Large)]))),
            best,
            auc,
            Bootstrap.Of(keys, seed, drawn => estimates.Average(e => drawn.Average(h => Math.Abs(e[h] - homes.Homes[h].People)))),
            baselines.Average(b => b.Select((guess, h) => Math.Abs(guess - homes.Homes[h].People)).Average()));
    }

    private static (string Name, double RocAuc) BestSingle(CountedHomes homes)
    {
        bool[] large = [.. homes.Homes.Select(h => h.People >= Large)];
        if (!large.Contains(true) || !large.Contains(false))
        {
            return ("", double.NaN);
        }

        var best = (Name: "", RocAuc: 0.0);
        foreach (var name in homes.Names)
        {
            var auc = Ranking.RocAuc([.. homes.Column(name).Select(v => double.IsFinite(v) ? v : double.MinValue)], large);
            var either = Math.Max(auc, 1 - auc);
            best = either > best.RocAuc ? (name, either) : best;
        }

        return best;
    }

    private static double MedianOfSameArea(CountedHomes homes, List<int> others, string floorArea)
    {
        var alike = others.Where(h => string.Equals(homes.Homes[h].FloorArea, floorArea, StringComparison.Ordinal)).ToList();
        var people = (alike.Count > 0 ? alike : others).Select(h => homes.Homes[h].People).Order().ToList();
        return (people[(people.Count - 1) / 2] + people[people.Count / 2]) / 2;
    }
}
