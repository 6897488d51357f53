using CityOps.Models.Evaluation;
using CityOps.Models.Tabular;

namespace CityOps.Models.GroupRental.Evaluation;

/// <summary>Trains on one part of a district and judges on another, with every baseline on the same rows.</summary>
public static class DistrictEvaluation
{
    public static DistrictFigures Run(JudgedDistrict district, VisitBudget budget, TrainingOptions options, ulong seed, Action<double> progress)
    {
        var scoreable = district.Scoreable();
        var (learn, calibrate, test) = (district.All.Take(scoreable.Learn), district.All.Take(scoreable.Calibrate), district.All.Take(scoreable.Test));
        var model = GroupRentalModel.Load(GroupRentalTrainer.Train(learn, calibrate, test, options).Archive);

        // Whatever the model is held against learns from the same dwellings.
        List<int> learnt = [.. scoreable.Learn, .. scoreable.Calibrate];
        learn = TrainingSet.Join([learn, calibrate]);
        progress(0.5);
        var scores = model.Score(test.Features);
        double[] probability = [.. scores.Probability];
        bool[] truth = [.. test.Rental.Select(r => r > 0.5f)];
        string[] towns = [.. test.Groups.Select(g => g.Town)];

        var oracle = Doubles(GroupRentalTrainer.LearnAndScore(Beside(learn.Features, district.Oracle.Take(learnt)), learn.Rental, Beside(test.Features, district.Oracle.Take(scoreable.Test)), options));
        progress(0.65);
        var occupancy = Doubles(GroupRentalTrainer.LearnAndScore(district.Oracle.Take(learnt), learn.Rental, district.Oracle.Take(scoreable.Test), options));
        var logistic = Doubles(LogisticBaseline.LearnAndScore(learn.Features, learn.Rental, test.Features, options.Seed));
        progress(0.8);
        var rule = GroupRentalMetrics.OverLimit(test, scores);
        var singles = SingleFeatures.All(test.Features, values => Ranking.AveragePrecision(values, truth));
        var atBudget = SingleFeatures.Best(test.Features, values => budget.Spend(values, truth, towns).Precision);
        var list = RankedList.Of(probability, truth);
        ulong[] keys = [.. test.Keys];
        return new DistrictFigures(
            new TestedRows(learn.Keys.Count, test.Keys.Count, truth.Count(t => t), district.Split.Test.Count - test.Keys.Count, [.. towns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]),
            Bootstrap.Of(keys, seed, rows => Ranking.AveragePrecision([.. rows.Select(r => probability[r])], [.. rows.Select(r => truth[r])])),
            Ranking.RocAuc(probability, truth),
            Ranking.AveragePrecision(oracle, truth),
            Ranking.AveragePrecision(occupancy, truth),
            Ranking.AveragePrecision(rule, truth),
            Ranking.AveragePrecision(logistic, truth),
            Ranking.AveragePrecision(Doubles(model.Score(WithoutSignals(test.Features)).Probability), truth),
            singles[0],
            atBudget,
            budget.Spend(probability, truth, towns),
            Bootstrap.Of(keys, seed, rows => budget.Spend([.. rows.Select(r => probability[r])], [.. rows.Select(r => truth[r])], [.. rows.Select(r => towns[r])]).Precision),
            [.. VisitBudget.Shares.Select(share => (share, list.At(Math.Max(1, share * list.Total))))],
            Reliability.Of(probability, truth),
            GroupRentalMetrics.Coverage(scores, test.Occupants),
            GroupRentalMetrics.ErrorOf(scores.Occupants, test.Occupants),
            BaselineError(model, test),
            [("model", list), ("knowing who is in", RankedList.Of(oracle, truth)), ("logistic regression", RankedList.Of(logistic, truth)), ("legal limit", RankedList.Of(rule, truth))],
            [.. UtilityMix.In(test.Features).Select(mix => OfMix(model, mix, test, truth))],
            ByKind(test, truth, scores.Probability),
            Slices.FalseShares(test, truth, scores.Probability),
            singles);
    }

    private static (string Mix, int Dwellings, double AveragePrecision, double IntervalWidth) OfMix(GroupRentalModel model, UtilityMix mix, TrainingSet test, bool[] truth)
    {
        var scores = model.Score(mix.Hide(test.Features));
        var width = scores.OccupantsHigh.Zip(scores.OccupantsLow, (high, low) => (double)high - low).Average();
        return (mix.Name, test.Keys.Count, Ranking.AveragePrecision(Doubles(scores.Probability), truth), width);
    }

    private static List<KindFigures> ByKind(TrainingSet test, bool[] truth, float[] probability)
    {
        var flagged = Enumerable.Range(0, truth.Length).OrderByDescending(i => probability[i]).ThenBy(i => test.Keys[i]).Take(truth.Count(t => t)).ToHashSet();
        return [.. Enumerable.Range(0, truth.Length)
            .GroupBy(i => test.Groups[i].Kind, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new KindFigures(g.Key, g.Any(i => truth[i]), g.Count(), g.Count(flagged.Contains) / (double)g.Count(), g.Average(i => (double)probability[i])))];
    }

    private static double BaselineError(GroupRentalModel model, TrainingSet test)
    {
        var rooms = test.Features.ColumnOf("rooms");
        return Enumerable.Range(0, test.Keys.Count).Average(i => Math.Abs(Baseline.Estimate(model.Manifest.MedianOccupants, test.Features[i, rooms]) - test.Occupants[i]));
    }

    private static FeatureMatrix WithoutSignals(FeatureMatrix rows) =>
        new UtilityMix(MeterCycle.Hourly, MeterCycle.Hourly, MeterCycle.Hourly, Layout: true).Hide(rows);

    private static FeatureMatrix Beside(FeatureMatrix left, FeatureMatrix right)
    {
        var values = new float[left.Rows * (left.Width + right.Width)];
        for (var row = 0; row < left.Rows; row++)
        {
            left.Row(row).CopyTo(values.AsSpan(row * (left.Width + right.Width)));
            right.Row(row).CopyTo(values.AsSpan((row * (left.Width + right.Width)) + left.Width));
        }

        return new FeatureMatrix([.. left.Names, .. right.Names], values);
    }

    private static double[] Doubles(float[] values) => [.. values.Select(v => (double)v)];
}
