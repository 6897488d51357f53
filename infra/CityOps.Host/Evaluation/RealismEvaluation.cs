using System.CommandLine;
using CityOps.Host.Bench;
using CityOps.Host.Commands;
using CityOps.Models.Evaluation.Report;

namespace CityOps.Host.Evaluation;

/// <summary><c>cityops evaluate realism</c>: how well boosted trees tell weeks of real homes' water from simulated ones.</summary>
internal sealed class RealismEvaluation : IEvaluation
{
    private readonly Option<FileInfo> _readings = new("--readings") { Description = "Registers of real homes: dwelling_id, read_at_local, register_litres; .gz is fine.", HelpName = "FILE", Required = true };
    private readonly Option<FileInfo> _homes = new("--homes") { Description = "The same homes: dwelling_id, members, floor_area_m2_band.", HelpName = "FILE", Required = true };
    private readonly Option<string> _zone = TimeZoneOption.Create("The zone the homes live by (IANA).");
    private readonly Option<ulong> _seed = new("--seed") { Description = "The same seed gives the same figures.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public RealismEvaluation()
    {
        _readings.RequireFile();
        _homes.RequireFile();
    }

    public string Name => "realism";

    public string Description => "Simulate homes of the same sizes and let boosted trees tell weeks of the real homes' water from theirs; ROC-AUC 0.5 is a perfect simulator.";

    public IReadOnlyList<string> Examples => ["cityops evaluate realism --readings readings.csv.gz --homes homes.csv --json"];

    public IReadOnlyList<Option> Options => [_readings, _homes, _zone, _seed];

    public bool HasPlots => true;

    public async Task<EvaluationReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var (report, result) = await RealismRun.RunAsync(
            arguments.GetValue(_readings)!, arguments.GetValue(_homes)!, arguments.ZoneOf(_zone), arguments.GetValue(_seed), progress.Report, cancellationToken);
        var page = FigurePage.Of(report, "Realism of the household simulator", "Simulated homes are compared with real ones: the less a learner can tell them apart, the better.")
            .Heading("How well they are told apart")
            .Plot(new LinePlot(
                "Weeks in the order of how real they look to a learner that saw no week of their home. On the diagonal it can only guess.",
                "share of simulated weeks taken for real",
                "share of real weeks found",
                [new PlotLine("learner", result.Curve), new PlotLine("guessing", [(0, 0), (1, 1)])]));
        return new EvaluationReport(report, page.ToHtml());
    }
}
