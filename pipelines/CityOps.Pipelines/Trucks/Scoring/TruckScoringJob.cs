using CityOps.Contracts.Events;
using CityOps.Models.MuckTruck;
using CityOps.Models.Registry;
using CityOps.Pipelines.Scenarios;
using CityOps.Pipelines.Suspicions;
using CityOps.Pipelines.Trucks.Dust;
using CityOps.Pipelines.Trucks.Mutes;
using CityOps.Pipelines.Trucks.Rules;
using CityOps.Pipelines.Trucks.Spillage;
using CityOps.Warehouse;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Trucks.Scoring;

/// <summary>
/// Scores the loaded driving of the last day by the champion of the registry: windows for spillage, passes of dust sensors for dust. Scoring again, or another day that overlaps, revises the same suspicions. Without a
/// champion it does nothing: there is no model that would hold for every city.
/// </summary>
public sealed class TruckScoringJob(
    IWarehouse warehouse, ISuspicionPublisher suspicions, ModelRegistry registry, TruckOptions options, ILogger<TruckScoringJob> logger) : IScoringJob
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
            logger.LogInformation("No model of muck trucks is at work: cityops train muck-truck --promote makes one");
            return new ScoringSummary(0, 0, 0);
        }

        var model = MuckTruckModel.Load(registry.Read(version));
        var source = new ScoringSource(warehouse);
        var windows = await WindowsAsync(source, asOf, cancellationToken);
        var observations = await source.ObservationsAsync(asOf - Day - Before, asOf, cancellationToken);
        var findings = SpillageSuspects.Of(windows, new ObservationIndex(observations), model.Spillage, options).ToList();
        if (model.Dust is { } dust)
        {
            var passes = DustPasses.Of(windows, observations, await source.WeatherAsync(asOf - Day - Before, asOf, cancellationToken));
            findings.AddRange(DustSuspects.Of(passes, await source.DustIncidentsAsync(asOf - Day - Before, asOf, cancellationToken), dust, options));
        }

        var rows = new TruckRows();
        var mutes = await source.MutesAsync(cancellationToken);
        foreach (var found in findings.Where(found => !IsMuted(found, mutes)))
        {
            rows.AddSuspicion(SuspicionOf(found, version, asOf), found.Finding);
        }

        var emitted = rows.Take();
        await suspicions.PublishAsync(emitted.Suspicions, cancellationToken);
        foreach (var (table, batch) in emitted.Rows)
        {
            using (batch)
            {
                await warehouse.InsertAsync(table, [batch], InsertMode.Again, cancellationToken);
            }
        }

        logger.LogInformation("Scored {Windows} loaded windows with model {ModelVersion}: {Suspicions} suspicions", windows.Count, version, emitted.Suspicions.Count);
        return new ScoringSummary(windows.Count, 0, emitted.Suspicions.Count);
    }

    private static async Task<List<LoadedWindow>> WindowsAsync(ScoringSource source, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        var sites = await source.SitesAsync(cancellationToken);
        var windows = new List<LoadedWindow>();
        await foreach (var (truckId, points) in source.TracksAsync(asOf - Day - Before, asOf, cancellationToken))
        {
            windows.AddRange(LoadedWindows.Of(truckId, points, sites.Grid).Where(window =>
                window.FromMs >= (asOf - Day).ToUnixTimeMilliseconds() && window.ToMs < (asOf - Open).ToUnixTimeMilliseconds()));
        }

        return windows;
    }

    // The sensor that saw it, where one did, or the truck.
    private static bool IsMuted(ModelFinding found, MuteBook mutes)
    {
        var (from, to) = (DateTimeOffset.FromUnixTimeMilliseconds(found.Finding.StartedAtMs), DateTimeOffset.FromUnixTimeMilliseconds(found.Finding.FinishedAtMs));
        var signal = found.Finding.Kind.Word();
        return mutes.Holding(found.TruckId, signal, from, to) is not null || (found.SensorId is { } sensor && mutes.Holding(sensor, signal, from, to) is not null);
    }

    private static Suspicion SuspicionOf(ModelFinding found, string version, DateTimeOffset asOf) => new(
        IncidentId.Of(found.Finding.Kind.Word(), found.TruckId, found.Finding.StartedAtMs),
        TruckPipeline.Scenario,
        found.TruckId,
        DateTimeOffset.FromUnixTimeMilliseconds(found.Finding.StartedAtMs),
        asOf.ToUnixTimeMilliseconds(),
        SuspicionState.Closed,
        found.Score,
        ModelEvidence.Write(found),
        version,
        FoundLate: false);
}
