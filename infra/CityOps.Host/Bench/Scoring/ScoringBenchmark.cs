using System.CommandLine;
using System.Diagnostics;
using CityOps.Contracts.Events;
using CityOps.Host.Training;
using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using CityOps.Pipelines.Dwellings;
using CityOps.Pipelines.Dwellings.Training;
using CityOps.Pipelines.Suspicions;
using CityOps.Warehouse;
using CityOps.Warehouse.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Host.Bench.Scoring;

/// <summary>
/// <c>cityops bench scoring</c>: a scoring run from <c>dwelling_days</c> to rows of <c>dwelling_scores</c> and suspicions, against the warm ML.NET Transform of the same models over the same
/// features. The days are made up in SQL: their making is not measured.
/// </summary>
internal sealed class ScoringBenchmark : IBenchmark
{
    private const int District = 2_400_000;
    private const int DwellingsPerFill = 20_000;
    private static readonly DateOnly Today = new(2026, 6, 1);

    private readonly Option<int> _dwellings = new("--dwellings") { Description = "How many.", HelpName = "N", DefaultValueFactory = _ => 200_000 };

    public string Name => "scoring";

    public string Description => "Score dwellings: features, all models, explanations of the top 2 %, rows written; against the bare Transform.";

    public IReadOnlyList<string> Examples { get; } = ["cityops bench scoring --dwellings 200000 --json"];

    public IReadOnlyList<Option> Options => [_dwellings];

    public async Task<BenchReport> RunAsync(ParseResult arguments, BenchProgress progress, CancellationToken cancellationToken)
    {
        var dwellings = arguments.GetValue(_dwellings);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var asOf = DwellingWindow.StartOf(Today, zone);
        await using var scratch = await ScratchWarehouse.StartAsync(cancellationToken);
        await FillAsync(scratch.Warehouse, dwellings, zone, progress, cancellationToken);
        var models = Directory.CreateTempSubdirectory("cityops-bench-models-");
        try
        {
            var champion = new GroupRentalChampion(new ModelRegistry(models.FullName, GroupRentalScoringJob.Scenario));
            var options = new DwellingOptions { MaxExplainedPerRun = dwellings / 50 };
            var job = new GroupRentalScoringJob(scratch.Warehouse, new Nobody(), champion, options, zone, NullLogger<GroupRentalScoringJob>.Instance);
            var (features, bare) = await PartsAsync(scratch.Warehouse, champion.Current(), zone, asOf, cancellationToken);
            progress.Report(0.7);
            var clock = Stopwatch.StartNew();
            var summary = await job.ScoreAsync(asOf, cancellationToken);
            var seconds = clock.Elapsed.TotalSeconds;
            var context = BenchReport.CommonContext();
            context["dwellings"] = summary.Scored;
            context["suspicions"] = summary.Suspicions;
            context["features_seconds"] = features;
            context["seconds"] = seconds;
            context["model_version"] = champion.Current().Version;
            return new BenchReport(Name, Figures(summary.Scored, seconds, bare), context) { IsSound = summary.Scored == dwellings };
        }
        finally
        {
            models.Delete(recursive: true);
        }
    }

    private static Dictionary<string, object> Figures(int scored, double seconds, double bare) => new(StringComparer.Ordinal)
    {
        ["dwellings_per_s"] = scored / seconds,
        ["bare_dwellings_per_s"] = scored / bare,
        ["ratio_to_bare"] = seconds / bare,
        ["seconds_for_2400000"] = seconds * District / scored,
        ["peak_rss_mb"] = Process.GetCurrentProcess().PeakWorkingSet64 / 1_048_576.0,
    };

    private static async Task FillAsync(IWarehouse warehouse, int dwellings, TimeZoneInfo zone, BenchProgress progress, CancellationToken cancellationToken)
    {
        await new ScratchDistrict(warehouse, new HouseholdTrainingDistrict(), zone, fewestPeers: 10).PrepareAsync(cancellationToken);
        await warehouse.ExecuteAsync(Sql("FillDwellings"), new WarehouseParameters { ["count"] = (ulong)dwellings }, cancellationToken);
        for (var first = 0; first < dwellings; first += DwellingsPerFill)
        {
            var parameters = new WarehouseParameters
            {
                ["from_day"] = Today.AddDays(-GroupRentalFeatures.WindowDays),
                ["first"] = (ulong)first,
                ["count"] = (ulong)Math.Min(DwellingsPerFill, dwellings - first),
            };
            await warehouse.ExecuteAsync(Sql("FillDays"), parameters, cancellationToken);
            progress.Report(0.5 * first / dwellings);
        }
    }

    // Each once to warm it, once to measure. Where the features take most of a run, the ratio to the bare Transform says little and the time for a whole city says more.
    private static async Task<(double Features, double Bare)> PartsAsync(
        IWarehouse warehouse, GroupRentalModel model, TimeZoneInfo zone, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var window = DwellingWindow.EndingAt(asOf, zone, GroupRentalFeatures.WindowDays);
        var store = new DwellingFeatureStore(warehouse, zone, fewestPeers: 10);
        _ = await store.ReadAsync(window, asOf, cancellationToken);
        var clock = Stopwatch.StartNew();
        var table = await store.ReadAsync(window, asOf, cancellationToken);
        var features = clock.Elapsed.TotalSeconds;
        _ = model.Score(table.Features, cancellationToken);
        clock.Restart();
        _ = model.Score(table.Features, cancellationToken);
        return (features, clock.Elapsed.TotalSeconds);
    }

    private static string Sql(string name) => MigrationFiles.ReadOne(typeof(ScoringBenchmark).Assembly, $"CityOps.Host.Bench.Scoring.{name}.sql");

    private sealed class Nobody : ISuspicionPublisher
    {
        public ValueTask PublishAsync(IReadOnlyList<Suspicion> suspicions, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
