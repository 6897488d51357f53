using System.CommandLine;
using CityOps.Host.Bench;
using CityOps.Host.Commands;
using CityOps.Models.GroupRental.Occupancy;

namespace CityOps.Host.Evaluation.Occupancy;

/// <summary><c>cityops evaluate occupancy</c>: how well people are estimated in real homes that nobody learnt from.</summary>
internal sealed class OccupancyEvaluation : IEvaluation
{
    /// <summary>Signs that grow with people, by what is known of water use. They were explored on the DAIAD homes, so figures of those homes flatter them a little.</summary>
    private static readonly string[] Signs =
        ["water_median_l_day", "shower_hours_week", "water_active_hours", "water_evening_share", "floor_area_m2", CountedHomesReader.ShippedEstimate];

    private const int FewestHomes = 20;

    private readonly Option<FileInfo> _readings = new("--readings") { Description = "CSV, may be gzipped: dwelling_id, read_at_local, register_litres.", HelpName = "FILE", Required = true };
    private readonly Option<FileInfo> _homes = new("--homes") { Description = "CSV: dwelling_id, members, floor_area_m2_band.", HelpName = "FILE", Required = true };
    private readonly Option<int> _repeats = new("--repeats") { Description = "Times that the homes are divided anew.", HelpName = "N", DefaultValueFactory = _ => 20 };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Decides how they are divided.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string> _zone = TimeZoneOption.Create("Whose wall clock the readings have (IANA).");

    public OccupancyEvaluation()
    {
        _readings.RequireFile();
        _homes.RequireFile();
    }

    public string Name => "occupancy";

    public string Description => "Estimate the people of metered homes, each from other homes, and hold that against counting them.";

    public IReadOnlyList<string> Examples { get; } =
        ["cityops evaluate occupancy --readings readings.csv.gz --homes homes.csv --report occupancy.html"];

    public bool HasPlots => true;

    public IReadOnlyList<Option> Options => [_readings, _homes, _repeats, _seed, _zone];

    public async Task<EvaluationReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var zone = arguments.ZoneOf(_zone);
        var files = new MeteredHomes(arguments.GetValue(_readings)!, arguments.GetValue(_homes)!, zone);
        var homes = await CountedHomesReader.ReadAsync(files, zone, progress.Report, cancellationToken);
        if (homes.Homes.Count < FewestHomes)
        {
            throw new CommandException($"only {homes.Homes.Count} homes have people and at least half of one 28-day window of readings ({files.FloorAreas.Count} are in the file of homes, {files.HomesRead} in that of readings); cross-validation needs {FewestHomes}.");
        }

        var figures = OccupancyCrossValidation.Run(homes, Signs, arguments.GetValue(_repeats), arguments.GetValue(_seed));
        var context = BenchReport.CommonContext();
        context["origin"] = "real";
        context["homes_read"] = files.HomesRead;
        context["homes_counted"] = files.FloorAreas.Count;
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
            OccupancyPage.Of(homes, figures));
    }
}
