using System.CommandLine;
using System.Globalization;
using CityOps.Host.Bench;
using CityOps.Host.Commands;
using CityOps.Models.Evaluation.Report;
using CityOps.Models.GroupRental.Occupancy;

namespace CityOps.Host.Evaluation.Occupancy;

/// <summary><c>cityops evaluate occupancy</c>: how well people are estimated in real homes that nobody learnt from.</summary>
internal sealed class OccupancyEvaluation : IEvaluation
{
    /// <summary>Signs that grow with people, by what is known of water use. They were explored on the DAIAD homes, so figures of those homes flatter them a little.</summary>
    private static readonly string[] Signs =
        ["water_median_l_day", "shower_hours_week", "water_active_hours", "water_evening_share", "floor_area_m2", CountedHomesReader.ShippedEstimate];

    private readonly Option<FileInfo> _readings = new("--readings") { Description = "CSV, may be gzipped: dwelling_id, read_at_local, register_litres.", HelpName = "FILE", Required = true };
    private readonly Option<FileInfo> _homes = new("--homes") { Description = "CSV: dwelling_id, members, floor_area_m2_band.", HelpName = "FILE", Required = true };
    private readonly Option<int> _repeats = new("--repeats") { Description = "Times that the homes are divided anew.", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Decides how they are divided.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _zone = new("--time-zone") { Description = "Whose wall clock the readings have (IANA).", HelpName = "ZONE", DefaultValueFactory = _ => "Europe/Madrid" };

    public OccupancyEvaluation()
    {
        _readings.AcceptExistingOnly();
        _homes.AcceptExistingOnly();
    }

    public string Name => "occupancy";

    public string Description => "Estimate the people of metered homes, each from other homes, and hold that against counting them.";

    public IReadOnlyList<string> Examples { get; } =
        ["cityops evaluate occupancy --readings readings.csv.gz --homes homes.csv --report occupancy.html"];

    public IReadOnlyList<Option> Options => [_readings, _homes, _repeats, _seed, _zone];

    public async Task<EvaluationReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(arguments.GetValue(_zone)!, out var found)
            ? found
            : throw new CommandException($"--time-zone {arguments.GetValue(_zone)} is no IANA time zone, such as Europe/Madrid.");
        var files = new MeteredHomes(arguments.GetValue(_readings)!, arguments.GetValue(_homes)!, zone);
        var homes = await CountedHomesReader.ReadAsync(files, zone, progress.Report, cancellationToken);
        if (homes.Homes.Count < 20)
        {
            throw new CommandException($"only {homes.Homes.Count} homes have people and at least half of one 28-day window of readings; cross-validation needs 20.", exitCode: 1);
        }

        var figures = OccupancyCrossValidation.Run(homes, Signs, arguments.GetValue(_repeats), arguments.GetValue(_seed));
        var context = BenchReport.CommonContext();
        context["repeats"] = arguments.GetValue(_repeats);
        context["seed"] = arguments.GetValue(_seed);
        context["signs"] = Signs;
        context["best_single"] = figures.BestSingle;
        return new EvaluationReport(
            new BenchReport(
                Name,
                new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["homes"] = homes.Homes.Count,
                    ["roc_auc_4plus"] = figures.RocAuc.Value,
                    ["roc_auc_low"] = figures.RocAuc.Low,
                    ["roc_auc_high"] = figures.RocAuc.High,
                    ["best_single_roc_auc"] = figures.BestSingleRocAuc,
                    ["mae"] = figures.MeanError.Value,
                    ["baseline_mae"] = figures.BaselineMeanError,
                },
                context),
            Page(homes, figures));
    }

    private static string Page(CountedHomes homes, OccupancyFigures figures)
    {
        var bySize = homes.Homes.Select((home, at) => (home.People, Estimate: figures.Estimates.Average(e => e[at]))).GroupBy(h => h.People).OrderBy(g => g.Key);
        return new EvaluationPage("People of metered homes", "Real homes; each was estimated from other homes only.")
            .Table(["figure", "value (95 % interval over homes)"],
            [
                ["homes", homes.Homes.Count.ToString(CultureInfo.InvariantCulture)],
                ["ROC-AUC of four people or more", EvaluationPage.Number(figures.RocAuc)],
                [$"the same of the best single sign, chosen on these homes ({figures.BestSingle})", EvaluationPage.Number(figures.BestSingleRocAuc)],
                ["mean error, people", EvaluationPage.Number(figures.MeanError)],
                ["mean error of the median by floor area, people", EvaluationPage.Number(figures.BaselineMeanError)],
            ])
            .Heading("By people")
            .Table(["people", "homes", "mean estimate"], bySize.Select(g => (IReadOnlyList<string>)
                [g.Key.ToString(CultureInfo.InvariantCulture), g.Count().ToString(CultureInfo.InvariantCulture), EvaluationPage.Number(g.Average(h => h.Estimate))]))
            .ToHtml();
    }
}
