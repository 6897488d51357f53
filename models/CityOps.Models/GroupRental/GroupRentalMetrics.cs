using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental.Evaluation;

namespace CityOps.Models.GroupRental;

/// <summary>Figures on households held out from learning and calibration. Simulated data give simulated figures: <see cref="Origin"/> says which.</summary>
/// <param name="Mae">Mean absolute error of the occupants, people; <paramref name="BaselineMae"/> that of the median by rooms.</param>
/// <param name="IntervalCoverage">Share of homes whose true occupants lie in the interval; should be <see cref="OccupantInterval.Nominal"/>.</param>
/// <param name="PrecisionAtBudget">Share of true ones among the highest-scored <paramref name="Budget"/> (1 % of the homes, at least 10).</param>
/// <param name="RuleAveragePrecision">Of the plain rule: estimated people over the legal limit.</param>
public sealed record GroupRentalMetrics(
    string Origin,
    int LearntFrom,
    int HeldOut,
    int HeldOutRentals,
    double Mae,
    double BaselineMae,
    double IntervalCoverage,
    double IntervalNominal,
    double RocAuc,
    double AveragePrecision,
    string BestSingleFeature,
    double BestSingleAveragePrecision,
    double RuleAveragePrecision,
    int Budget,
    double PrecisionAtBudget,
    double CalibrationError,
    SortedDictionary<string, double> AveragePrecisionByMix,
    SortedDictionary<string, double> MaeByMix)
{
    /// <summary>However few dwellings: the share of ten says something.</summary>
    internal const int FewestVisits = 10;

    public static GroupRentalMetrics Of(GroupRentalModel model, TrainingSet learnt, TrainingSet heldOut)
    {
        var counted = GroupRentalTrainer.Known(heldOut, heldOut.Occupants);
        var looked = GroupRentalTrainer.Known(heldOut, heldOut.Rental);
        bool[] truth = [.. looked.Rental.Select(r => r > 0.5f)];
        var scores = model.Score(looked.Features);
        double[] probability = [.. scores.Probability.Select(p => (double)p)];
        var budget = Math.Max(FewestVisits, looked.Keys.Count / 100);
        var (feature, single) = SingleFeatures.Best(looked.Features, values => Ranking.AveragePrecision(values, truth));
        var (byMix, maeByMix) = (new SortedDictionary<string, double>(StringComparer.Ordinal), new SortedDictionary<string, double>(StringComparer.Ordinal));
        foreach (var mix in UtilityMix.In(looked.Features))
        {
            byMix[mix.Name] = Ranking.AveragePrecision([.. model.Score(mix.Hide(looked.Features)).Probability.Select(p => (double)p)], truth);
            maeByMix[mix.Name] = ErrorOf(model.Score(mix.Hide(counted.Features)).Occupants, counted.Occupants);
        }

        return new GroupRentalMetrics(
            heldOut.Origin,
            learnt.Keys.Count,
            looked.Keys.Count,
            truth.Count(t => t),
            ErrorOf(model.Score(counted.Features).Occupants, counted.Occupants),
            ErrorOf([.. Enumerable.Range(0, counted.Keys.Count).Select(i => (float)Baseline.Estimate(model.Manifest.MedianOccupants, counted.Features[i, counted.Features.ColumnOf("rooms")]))], counted.Occupants),
            Coverage(model.Score(counted.Features), counted.Occupants),
            OccupantInterval.Nominal,
            Ranking.RocAuc(probability, truth),
            Ranking.AveragePrecision(probability, truth),
            feature,
            single,
            Ranking.AveragePrecision(OverLimit(looked, scores), truth),
            budget,
            Ranking.PrecisionAt(budget, probability, truth),
            Ranking.CalibrationError(probability, truth),
            byMix,
            maeByMix);
    }

    internal static double ErrorOf(float[] estimates, float[] truth) => truth.Length == 0 ? double.NaN : estimates.Zip(truth, (e, t) => Math.Abs((double)e - t)).Average();

    internal static double Coverage(GroupRentalScores scores, float[] truth) =>
        truth.Length == 0 ? double.NaN : truth.Where((t, i) => t >= scores.OccupantsLow[i] && t <= scores.OccupantsHigh[i]).Count() / (double)truth.Length;

    /// <summary>The plain rule: estimated people above the legal limit.</summary>
    internal static double[] OverLimit(TrainingSet set, GroupRentalScores scores)
    {
        var (rooms, area) = (set.Features.ColumnOf("rooms"), set.Features.ColumnOf("floor_area_m2"));
        return [.. Enumerable.Range(0, set.Keys.Count).Select(i => scores.Occupants[i] - (double)(LegalLimit.Of(set.Features[i, rooms], set.Features[i, area]) ?? 99))];
    }
}
