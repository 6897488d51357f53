using System.Globalization;
using CityOps.Models.Evaluation;
using CityOps.Models.Evaluation.Report;
using CityOps.Models.GroupRental;
using CityOps.Models.GroupRental.Evaluation;
using static CityOps.Models.Evaluation.Report.EvaluationPage;

namespace CityOps.Host.Evaluation.GroupRental;

/// <summary>The report of an evaluation, as a page.</summary>
internal static class GroupRentalPage
{
    private static readonly int[] Visits = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000];

    public static string Of(DistrictFigures figures, string district, ulong seed) => new EvaluationPage(
            $"Group rentals in a simulated district ({district}, seed {seed})", "All figures on this page are simulated: they say how the model does on the simulator, not in a district.")
        .Paragraph($"{figures.Tested.Dwellings} dwellings tested, {figures.Tested.Rentals} of them group rentals, in towns ({string.Join(", ", figures.Tested.Towns)}) and weeks that nothing was learnt from; {figures.Tested.LearntFrom} learnt from; {figures.Tested.NotScoreable} not scoreable (shared meters, weak matches, too little read).")
        .Table(["simulated figure", "value"], Summary(figures))
        .Heading("Precision by visits")
        .Plot(new LinePlot("Share of visits that find a group rental, the most probable first. Simulated.", "visits", "precision", [.. figures.Lists.Select(CurveOf)], IsLogX: true))
        .Table(["share visited", "visits", "precision", "recall", "lift"], figures.AtShares.Select(s => (IReadOnlyList<string>)
            [string.Create(CultureInfo.InvariantCulture, $"{s.Share * 100:0.##} %"), Number(s.Figures.Visits), Number(s.Figures.Precision), Number(s.Figures.Recall), Number(s.Figures.Lift)]))
        .Heading("Whether probabilities come true")
        .Plot(new LinePlot("Share that is true of dwellings given about the same probability. Simulated.", "probability", "share true", [new PlotLine("model", Filled(figures.Reliability)), new PlotLine("as it should be", [(0, 0), (1, 1)])]))
        .Heading("By what is known of a dwelling")
        .Table(["known", "average precision", "mean width of the interval, people"], figures.ByMix.Select(m => (IReadOnlyList<string>)[m.Mix, Number(m.AveragePrecision), Number(m.IntervalWidth)]))
        .Heading("By what a dwelling is")
        .Paragraph("Flagged: among as many dwellings of the highest probability as there are group rentals.")
        .Table(["kind", "group rental", "dwellings", "share flagged", "mean probability"], figures.ByKind.Select(k => (IReadOnlyList<string>)
            [k.Kind, k.IsRental ? "yes" : "no", k.Dwellings.ToString(CultureInfo.InvariantCulture), Number(k.Flagged), Number(k.MeanProbability)]))
        .Heading("Whom it wrongs")
        .Paragraph("Share of dwellings that are no group rental and are given a probability of one half or more.")
        .Table(["slice", "group", "dwellings", "share"], figures.BySlice.Select(s => (IReadOnlyList<string>)[s.Slice, s.Group, s.Dwellings.ToString(CultureInfo.InvariantCulture), Number(s.FalseShare)]))
        .Heading("Single features")
        .Table(["feature", "average precision"], figures.Singles.Take(15).Select(s => (IReadOnlyList<string>)[s.Name, Number(s.Value)]))
        .ToHtml();

    private static IEnumerable<IReadOnlyList<string>> Summary(DistrictFigures figures) =>
    [
        ["average precision", Number(figures.AveragePrecision)],
        ["of the same learner, knowing who is in on each day besides", Number(figures.OracleAveragePrecision)],
        ["of the same learner, knowing who is in and no meter", Number(figures.OccupancyOnlyAveragePrecision)],
        [$"of the best single feature ({figures.BestSingle.Name})", Number(figures.BestSingle.Value)],
        ["of the legal-limit rule", Number(figures.RuleAveragePrecision)],
        ["of logistic regression", Number(figures.LogisticAveragePrecision)],
        ["of the model without signals of others", Number(figures.WithoutSignalsAveragePrecision)],
        [string.Create(CultureInfo.InvariantCulture, $"precision at the budget ({figures.Budget.Visits:0} visits)"), Number(figures.PrecisionAtBudget)],
        ["recall at the budget", Number(figures.Budget.Recall)],
        [$"precision at the budget of the best single feature ({figures.BestSingleAtBudget.Name})", Number(figures.BestSingleAtBudget.Value)],
        ["calibration error", Number(figures.Reliability.Error)],
        [string.Create(CultureInfo.InvariantCulture, $"interval of the people holds (nominal {OccupantInterval.Nominal})"), Number(figures.IntervalCoverage)],
        ["mean error of the people", Number(figures.MeanError)],
        ["the same of the median by rooms", Number(figures.BaselineMeanError)],
    ];

    private static PlotLine CurveOf((string Name, RankedList List) line) =>
        new(line.Name, [.. Visits.Where(v => v <= line.List.Total).Select(v => ((double)v, line.List.At(v).Precision))]);

    private static List<(double X, double Y)> Filled(Reliability reliability) => [.. reliability.Bins.Where(b => b.Count > 0).Select(b => (b.Mean, b.Observed))];
}
