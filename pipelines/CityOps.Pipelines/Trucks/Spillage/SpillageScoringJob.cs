using CityOps.Contracts.Events;
using CityOps.Models.MuckTruck;
using CityOps.Models.Registry;
using CityOps.Pipelines.Scenarios;
using CityOps.Pipelines.Suspicions;
using CityOps.Pipelines.Trucks.Rules;
using CityOps.Warehouse;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Trucks.Spillage;

/// <summary>
/// Scores the loaded driving windows of the last day by the champion of the registry, and suspects spillage where much speaks for it. A window is known by its truck and beginning, so that scoring it again, or from
/// another run whose day overlaps, revises the same suspicion. Without a champion it does nothing: there is no model of spillage that would hold for every city.
/// </summary>
public sealed class SpillageScoringJob(
    IWarehouse warehouse, ISuspicionPublisher suspicions, ModelRegistry registry, TruckOptions options, ILogger<SpillageScoringJob> logger) : IScoringJob
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Read, so that no window is cut by where the reading begins.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromHours(4);

    /// <summary>A window that ends later may still go on.</summary>
    private static readonly TimeSpan Open = TimeSpan.FromMinutes(10);

    public async Task<ScoringSummary> ScoreAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        if (registry.VersionOf(ModelRegistry.Champion) is not { } version)
        {
            logger.LogInformation("No model of spillage is at work: cityops train muck-truck --promote makes one");
            return new ScoringSummary(0, 0, 0);
        }

        var model = SpillageModel.Load(registry.Read(version));
        var source = new SpillageSource(warehouse);
        var sites = await source.SitesAsync(cancellationToken);
        var mutes = await source.MutesAsync(cancellationToken);
        var observations = await source.ObservationsAsync(asOf - Day - Before, asOf, cancellationToken);
        var windows = new List<SpillageWindow>();
        await foreach (var (truckId, points) in source.TracksAsync(asOf - Day - Before, asOf, cancellationToken))
        {
            windows.AddRange(SpillageWindows.Of(truckId, points, sites.Grid).Where(window =>
                window.FromMs >= (asOf - Day).ToUnixTimeMilliseconds() && window.ToMs < (asOf - Open).ToUnixTimeMilliseconds()));
        }

        var measured = windows.ConvertAll(window => SpillageWindows.Measure(window, observations));
        var scores = windows.Count == 0 ? [] : model.Score(measured);
        var rows = new TruckRows();
        var suspected = Enumerable.Range(0, windows.Count).Where(i => scores[i] >= options.SpillageScore).OrderByDescending(i => scores[i]).Take(options.MaxSpillagesPerRun).ToList();
        foreach (var i in suspected)
        {
            var finding = FindingOf(windows[i]);
            var isMuted = mutes.Holding(
                windows[i].TruckId, FindingKind.Spillage.Word(), DateTimeOffset.FromUnixTimeMilliseconds(finding.StartedAtMs), DateTimeOffset.FromUnixTimeMilliseconds(finding.FinishedAtMs)) is not null;
            if (!isMuted)
            {
                rows.AddSuspicion(SuspicionOf(windows[i], finding, scores[i], model.Explain(measured[i]), version, asOf), finding);
            }
        }

        var found = rows.Take();
        await suspicions.PublishAsync(found.Suspicions, cancellationToken);
        foreach (var (table, batch) in found.Rows)
        {
            using (batch)
            {
                await warehouse.InsertAsync(table, [batch], InsertMode.Again, cancellationToken);
            }
        }

        logger.LogInformation("Scored {Windows} loaded windows with model {ModelVersion}: {Suspicions} suspicions", windows.Count, version, found.Suspicions.Count);
        return new ScoringSummary(windows.Count, 0, found.Suspicions.Count);
    }

    private static Suspicion SuspicionOf(
        SpillageWindow window, in Finding finding, double score, IReadOnlyList<SpillageContribution> contributions, string version, DateTimeOffset asOf) => new(
        IncidentId.Of(finding.Kind.Word(), window.TruckId, finding.StartedAtMs),
        TruckPipeline.Scenario,
        window.TruckId,
        DateTimeOffset.FromUnixTimeMilliseconds(finding.StartedAtMs),
        asOf.ToUnixTimeMilliseconds(),
        SuspicionState.Closed,
        Math.Round(score, 4),
        SpillageEvidence.Write(window.TruckId, finding, contributions),
        version,
        FoundLate: false);

    // Where the scales fell most; the middle of the way where they tell nothing.
    private static Finding FindingOf(SpillageWindow window)
    {
        var points = window.Points;
        var (at, most) = (points.Count / 2, 0f);
        for (var i = 1; i < points.Count; i++)
        {
            var drop = points[i - 1].WeightKg - points[i].WeightKg;
            (at, most) = drop > most ? (i, drop) : (at, most);
        }

        return new Finding(
            FindingKind.Spillage, IsClosed: true, window.FromMs, window.ToMs, points[at].Lon, points[at].Lat, most, 0, points.Count, points[0].Load, points[^1].Load);
    }
}
