using System.CommandLine;
using System.Globalization;
using CityOps.Host.Bench;
using CityOps.Models.Evaluation;
using CityOps.Models.Evaluation.Report;
using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks;
using CityOps.Pipelines.Trucks.Dust;

namespace CityOps.Host.Evaluation.MuckTruck;

/// <summary><c>cityops evaluate muck-truck</c>: what the rules, the scores and the trace are worth on a simulated fleet, beside naive rules.</summary>
internal sealed class MuckTruckEvaluation : IEvaluation
{
    private static readonly string[] Kinds = ["dumping", "off_route", "off_hours", "uncovered", "speeding", "dark", "cloned_plate", "unregistered", "tampering", "unpermitted_at_site", "device_fault", "dust"];

    /// <summary>No rule that looks at single positions knows these.</summary>
    private static readonly string[] WithoutNaive = ["speeding", "dark", "cloned_plate", "unregistered", "tampering", "unpermitted_at_site", "device_fault"];

    /// <summary>The scores learn from other fleets than the one they are judged on.</summary>
    private const ulong OtherSeed = 1_000_003;

    private readonly Option<bool> _simulated = new("--simulated") { Description = "On a simulated fleet: there is no other with a known truth.", Required = true };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Of the fleet.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _trucks = new("--trucks") { Description = "How many.", HelpName = "N", DefaultValueFactory = _ => 150 };
    private readonly Option<int> _days = new("--days") { Description = "For how long.", HelpName = "N", DefaultValueFactory = _ => 3 };

    public string Name => "muck-truck";

    public string Description => "Hold what is said of a simulated fleet against what was true, event by event.";

    public IReadOnlyList<string> Examples { get; } = ["cityops evaluate muck-truck --simulated --seed 7 --json"];

    public IReadOnlyList<Option> Options => [_simulated, _seed, _trucks, _days];

    public async Task<EvaluationReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var (seed, trucks, days) = (arguments.GetValue(_seed), arguments.GetValue(_trucks), arguments.GetValue(_days));
        var fleet = await SimulatedFleet.RunAsync(seed, trucks, days, judge: true, share => progress.Report(share * 0.5), cancellationToken);
        var figures = new Dictionary<string, object>(StringComparer.Ordinal);
        var context = BenchReport.CommonContext();
        var (said, truths) = (fleet.Said.ToList(), fleet.True.ToList());
        var scores = Kinds.ToDictionary(kind => kind, kind => EpisodeMatching.Score(kind, truths, said), StringComparer.Ordinal);
        List<TruckEpisode> naive = [.. NaiveRules.Of(fleet), .. NaiveDust.Of(fleet)];
        foreach (var (kind, score) in scores)
        {
            figures["f1_" + kind] = score.F1;
            (context["precision_" + kind], context["recall_" + kind], context["true_" + kind], context["said_" + kind]) = (score.Precision, score.Recall, score.Truths, score.Said);
        }

        foreach (var kind in Kinds.Except(WithoutNaive, StringComparer.Ordinal))
        {
            figures["baseline_f1_" + kind] = EpisodeMatching.Score(kind, truths, naive).F1;
        }

        var measures = new FleetMeasures(fleet);
        var other = await SimulatedFleet.RunAsync(seed + OtherSeed, trucks, days, judge: false, share => progress.Report(0.5 + (share * 0.4)), cancellationToken);
        var model = MuckTruckExamples.Of(new FleetMeasures(other)).Train();
        AddSpillage(measures, model.Spillage, figures, context);
        AddDust(measures, model.Dust!, truths, figures, context);
        AddTrace(measures, figures, context);
        figures["median_detect_s"] = Median(scores.Values.SelectMany(s => s.DetectSeconds));
        (context["origin"], context["seed"], context["trucks"], context["days"], context["positions"]) = ("simulated", seed, trucks, days, fleet.Positions.Count);
        return new EvaluationReport(new BenchReport(Name, figures, context), Page(figures, scores));
    }

    private static void AddSpillage(FleetMeasures measures, BoostedScore model, Dictionary<string, object> figures, Dictionary<string, object> context)
    {
        var windows = measures.Windows();
        var scores = model.Score(windows);
        bool[] truth = [.. windows.Select(w => w.Label)];
        (figures["ap_spillage"], figures["ece_spillage"]) = (Ranking.AveragePrecision(scores, truth), Reliability.Of(scores, truth).Error);

        // Lid and load: how long it was open, and among equals how much it carried.
        figures["baseline_ap_spillage"] = Ranking.AveragePrecision([.. windows.Select(w => w.Features[1] + (w.Features[2] * 1e-9))], truth);
        var suspected = Enumerable.Range(0, truth.Length).Where(i => scores[i] >= new TruckOptions().SpillageScore).ToList();
        var spilled = suspected.Count(i => truth[i]);
        (context["precision_spillage"], context["recall_spillage"], context["said_spillage"]) = ((double)spilled / suspected.Count, (double)spilled / truth.Count(t => t), suspected.Count);
        (context["windows"], context["spilled_windows"]) = (windows.Count, truth.Count(t => t));
    }

    private static void AddDust(FleetMeasures measures, BoostedScore model, IReadOnlyList<TruckEpisode> truths, Dictionary<string, object> figures, Dictionary<string, object> context)
    {
        var passes = measures.Passes();
        var scores = model.Score([.. passes.Select(p => p.Measured)]);
        bool[] truth = [.. passes.Select(p => p.Measured.Label)];
        (figures["ap_dust"], figures["ece_dust"]) = (Ranking.AveragePrecision(scores, truth), Reliability.Of(scores, truth).Error);

        // By how much it rose.
        figures["baseline_ap_dust"] = Ranking.AveragePrecision([.. passes.Select(p => p.RiseUgM3)], truth);
        var said = DustEpisode.Of(passes, scores, new TruckOptions().DustScore).Select(e => new TruckEpisode("dust", e.TruckId, e.FromMs, e.ToMs));
        var score = EpisodeMatching.Score("dust", truths, said);
        figures["f1_dust_scored"] = score.F1;
        (context["precision_dust_scored"], context["recall_dust_scored"], context["said_dust_scored"]) = (score.Precision, score.Recall, score.Said);
        (context["passes"], context["dusty_passes"]) = (passes.Count, truth.Count(t => t));
    }

    private static void AddTrace(FleetMeasures measures, Dictionary<string, object> figures, Dictionary<string, object> context)
    {
        var (reports, first) = measures.Trace();
        figures["trace_top1"] = reports == 0 ? double.NaN : (double)first / reports;
        context["traced_reports"] = reports;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
    }

    private static string Page(Dictionary<string, object> figures, Dictionary<string, KindScore> scores) =>
        new EvaluationPage("Muck trucks", "A simulated fleet; the rules never see its truth.")
            .Table(["kind", "true", "said", "matched", "F1"], scores.Select(s => (IReadOnlyList<string>)
                [s.Key, Number(s.Value.Truths), Number(s.Value.Said), Number(s.Value.Matched), EvaluationPage.Number(s.Value.F1)]))
            .Table(["figure", "value"], figures.Select(f => (IReadOnlyList<string>)[f.Key, EvaluationPage.Number(Convert.ToDouble(f.Value, CultureInfo.InvariantCulture))]))
            .ToHtml();

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
