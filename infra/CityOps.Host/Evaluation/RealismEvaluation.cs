using System.CommandLine;
using CityOps.Host.Bench;
using CityOps.Models.Evaluation.Report;

namespace CityOps.Host.Evaluation;

/// <summary><c>cityops evaluate realism</c>: how well boosted trees tell weeks of real homes' water from simulated ones.</summary>
internal sealed class RealismEvaluation : IEvaluation
{
    private readonly Option<FileInfo> _readings = new("--readings") { Description = "Registers of real homes: dwelling_id, read_at_local, register_litres; .gz is fine.", HelpName = "FILE", Required = true };
    private readonly Option<FileInfo> _homes = new("--homes") { Description = "The same homes: dwelling_id, members, floor_area_m2_band.", HelpName = "FILE", Required = true };
    private readonly Option<string> _zone = new("--time-zone") { Description = "The zone the homes live by (IANA).", HelpName = "ZONE", DefaultValueFactory = _ => "Europe/Madrid" };
    private readonly Option<ulong> _seed = new("--seed") { Description = "The same seed gives the same figures.", HelpName = "N", DefaultValueFactory = _ => 1 };

    public string Name => "realism";

    public string Description => "Simulate homes of the same sizes and let boosted trees tell weeks of the real homes' water from theirs; ROC-AUC 0.5 is a perfect simulator.";

    public IReadOnlyList<string> Examples => ["cityops evaluate realism --readings readings.csv.gz --homes homes.csv --json"];

    public IReadOnlyList<Option> Options => [_readings, _homes, _zone, _seed];

    public async Task<EvaluationReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var report = await RealismRun.RunAsync(
            arguments.GetValue(_readings)!, arguments.GetValue(_homes)!, arguments.GetValue(_zone)!, arguments.GetValue(_seed), progress.Report, cancellationToken);
        return new EvaluationReport(report, FigurePage.Of(report, "Realism of the household simulator"));
    }
}

/// <summary>A page with one table of figures.</summary>
internal static class FigurePage
{
    public static string Of(BenchReport report, string title) => new EvaluationPage(title, "All figures are of simulated homes.")
        .Table(["figure", "value"], report.Figures.Concat(report.Context).Select(f => (IReadOnlyList<string>)[f.Key, Text(f.Value)]))
        .ToHtml();

    private static string Text(object value) => value is IEnumerable<string> texts ? string.Join(", ", texts) : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
