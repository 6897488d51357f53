using System.IO.Hashing;
using System.Text;
using CityOps.Models.Tabular;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace CityOps.Models.Evaluation.Realism;

/// <summary>How well real weeks are told from simulated ones.</summary>
/// <param name="Auc">ROC-AUC on homes that were not learnt from; 0.5 is chance.</param>
/// <param name="Telling">Single features that tell most, with their ROC-AUC (the better direction).</param>
public sealed record DiscriminatorResult(double Auc, int Homes, int Weeks, IReadOnlyList<(string Feature, double Auc)> Telling)
{
    /// <summary>The ROC curve of <see cref="Auc"/>.</summary>
    public IReadOnlyList<(double X, double Y)> Curve { get; init; } = [];
}

/// <summary>
/// Learns to tell real weeks from simulated ones with boosted trees, cross-validated by home: a home's weeks are all learnt from or all tried.
/// </summary>
public static class Discriminator
{
    private const int Folds = 5;

    public static DiscriminatorResult Tell(IReadOnlyList<WaterWeek> real, IReadOnlyList<WaterWeek> simulated, int seed)
    {
        // Both classes weigh the same, however many weeks each has.
        var weeks = Even(real, simulated, seed).ToList();
        bool[] isReal = [.. weeks.Select(w => w.IsReal)];
        var features = WeekFeatures.Of([.. weeks.Select(w => w.Week)]);
        string[] owners = [.. weeks.Select(w => w.Week.Home + (w.IsReal ? "" : "/simulated"))];
        var homes = weeks.Where(w => w.IsReal).Select(w => w.Week.Home).Distinct(StringComparer.Ordinal).Count();
        var scores = Scores(features, isReal, owners, seed);
        return new DiscriminatorResult(Ranking.RocAuc(scores, isReal), homes, weeks.Count(w => w.IsReal), Telling(features, isReal)) { Curve = RocCurve.Of(scores, isReal) };
    }

    /// <summary>Scores of each row by a learner that saw no row of its owner.</summary>
    /// <param name="owners">The home of each row: all of its rows fall in one fold.</param>
    public static double[] Scores(FeatureMatrix features, bool[] truth, string[] owners, int seed)
    {
        int[] folds = [.. owners.Select(o => (int)(Number(o, (ulong)seed) % Folds))];
        var scores = new double[features.Rows];
        for (var fold = 0; fold < Folds; fold++)
        {
            Score(features, truth, folds, fold, seed, scores);
        }

        return scores;
    }

    private static IEnumerable<(WaterWeek Week, bool IsReal)> Even(IReadOnlyList<WaterWeek> real, IReadOnlyList<WaterWeek> simulated, int seed)
    {
        var count = Math.Min(real.Count, simulated.Count);
        return Some(real, count, seed).Select(w => (w, true)).Concat(Some(simulated, count, seed).Select(w => (w, false)));
    }

    private static IEnumerable<WaterWeek> Some(IReadOnlyList<WaterWeek> weeks, int count, int seed) =>
        weeks.Select((week, i) => (week, Order: Number(week.Home + "/" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), (ulong)seed)))
            .OrderBy(w => w.Order).Take(count).Select(w => w.week);

    private static void Score(FeatureMatrix features, bool[] isReal, int[] folds, int fold, int seed, double[] scores)
    {
        var (learn, test) = (Rows(folds, f => f != fold), Rows(folds, f => f == fold));
        if (test.Count == 0)
        {
            return;
        }

        var ml = new MLContext(seed);
        var trainer = ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            FeatureColumnName = FeatureView.Features,
            LabelColumnName = FeatureView.Label,
            NumberOfTrees = 200,
            NumberOfLeaves = 20,
            LearningRate = 0.1,
            Seed = seed,
        });
        var model = trainer.Fit(new FeatureView(features.Take(learn), [.. learn.Select(i => isReal[i] ? 1f : 0f)], binary: true));
        var output = model.Transform(new FeatureView(features.Take(test)));
        var score = output.Schema["Score"];
        using var cursor = output.GetRowCursor([score]);
        var getter = cursor.GetGetter<float>(score);
        for (var i = 0; cursor.MoveNext(); i++)
        {
            float value = 0;
            getter(ref value);
            scores[test[i]] = value;
        }
    }

    private static List<int> Rows(int[] folds, Func<int, bool> that) => [.. Enumerable.Range(0, folds.Length).Where(i => that(folds[i]))];

    private static List<(string Feature, double Auc)> Telling(FeatureMatrix features, bool[] isReal) =>
    [
        .. features.Names.Select((name, column) =>
        {
            var values = Enumerable.Range(0, features.Rows).Where(row => float.IsFinite(features[row, column])).ToList();
            var auc = Ranking.RocAuc([.. values.Select(row => (double)features[row, column])], [.. values.Select(row => isReal[row])]);
            return (name, Math.Max(auc, 1 - auc));
        }).OrderByDescending(f => f.Item2).Take(12),
    ];

    private static ulong Number(string text, ulong seed) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text), unchecked((long)seed));
}
