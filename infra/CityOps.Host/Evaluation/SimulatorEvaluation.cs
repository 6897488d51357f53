using System.CommandLine;
using CityOps.Host.Bench;
using CityOps.Host.Commands;

namespace CityOps.Host.Evaluation;

/// <summary><c>cityops evaluate simulator</c>: how hard the simulated district is.</summary>
internal sealed class SimulatorEvaluation : IEvaluation
{
    private readonly Option<int> _dwellings = new("--dwellings") { Description = "How many, 1 % of them group rentals.", HelpName = "N", DefaultValueFactory = _ => 20_000 };
    private readonly Option<string> _from = new("--from") { Description = "The first of 28 days.", HelpName = "YYYY-MM-DD", DefaultValueFactory = _ => "2026-05-04" };
    private readonly Option<ulong> _seed = new("--seed") { Description = "The same seed gives the same figures.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public string Name => "simulator";

    public string Description => "Show that the simulated district is not too easy: what single features, and a learner on them, reach on 28 days.";

    public IReadOnlyList<string> Examples => ["cityops evaluate simulator --dwellings 20000 --seed 3 --json"];

    public IReadOnlyList<Option> Options => [_dwellings, _from, _seed];

    public async Task<EvaluationReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var from = SimulateCommand.DayOf(arguments.GetValue(_from)!);
        var report = await SimulatorRun.RunAsync(arguments.GetValue(_dwellings), from, arguments.GetValue(_seed), progress.Report, cancellationToken);
        return new EvaluationReport(report, FigurePage.Of(report, "Single features on the simulated district", "All figures are of simulated homes.").ToHtml());
    }
}
