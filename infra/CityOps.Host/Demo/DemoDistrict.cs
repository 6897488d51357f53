using System.Globalization;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Scenarios;
using CityOps.Host.Composition;
using CityOps.Ingest.Appending;
using CityOps.Ingest.Simulation;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Scenarios;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Host.Demo;

/// <summary>
/// Streams a small simulated district into the log, as a gateway would: its past as fast as it goes, then the present as it comes. Scores once the past
/// has landed. A restart sends the past again; effects rest on keys, so it changes nothing.
/// </summary>
internal sealed class DemoDistrict(
    ScenarioCatalog scenarios,
    ContractCatalog contracts,
    ContractAppender appender,
    ILandingProgress landing,
    DemoTruth truth,
    IServiceProvider services,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<DemoDistrict> logger) : BackgroundService
{
    private const int Trucks = 40;
    private const int DwellingsOfBefore = 300;
    private static readonly TimeSpan PastChunk = TimeSpan.FromDays(1);
    private static readonly TimeSpan PresentChunk = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(365);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var plan = DemoPlan.ReadOrMake(DataFolder.Open(new DirectoryInfo(configuration["CityOps:DataFolder"]!)), time.GetUtcNow());
        await Task.WhenAll(scenarios.Of<SimulatorPart>().Select(part => PlayAsync(part, plan, stoppingToken)));
    }

    private async Task PlayAsync(SimulatorPart part, DemoPlan plan, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var from = part.Name is "trucks" ? plan.TrucksFrom!.Value : plan.From;
        var past = new SimulationRequest(plan.Seed, Subjects(part, plan), from, now) { Chunk = PastChunk, Options = OptionsOf(plan) };
        var receipt = new AppendReceipt();
        await foreach (var events in part.Create().EventsAsync(past, truth, cancellationToken))
        {
            await AppendAsync(events, receipt, cancellationToken);
        }

        logger.LogInformation("Demonstration: the past of {Scenario} is on the log, {Rows} rows", part.Scenario, receipt.Accepted);
        await ScoreAsync(part.Scenario, receipt, cancellationToken);
        if (part.Name is "households")
        {
            truth.Scored();
        }

        await PlayPresentAsync(part, past with { To = from + Horizon, Chunk = PresentChunk }, now, cancellationToken);
    }

    private async Task PlayPresentAsync(SimulatorPart part, SimulationRequest request, DateTimeOffset played, CancellationToken cancellationToken)
    {
        await foreach (var events in part.Create().EventsAsync(request, NoTruth.Instance, cancellationToken))
        {
            if (events.Through <= played)
            {
                events.Dispose();
                continue;
            }

            var wait = events.Through - time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            await AppendAsync(events, new AppendReceipt(), cancellationToken);
        }
    }

    private async Task AppendAsync(SimulatedEvents events, AppendReceipt receipt, CancellationToken cancellationToken)
    {
        using var rows = new DecodedRows(events.Rows, []);
        await appender.AppendAsync(contracts[events.Contract], rows, "demo", receipt, cancellationToken);
    }

    private async Task ScoreAsync(string scenario, AppendReceipt receipt, CancellationToken cancellationToken)
    {
        var jobs = scenarios.Of<ScoringJobPart>().Where(job => string.Equals(job.Scenario, scenario, StringComparison.Ordinal)).ToList();
        if (jobs.Count == 0)
        {
            return;
        }

        foreach (var topic in receipt.Ends.Keys.Select(partition => partition.Topic).Distinct(StringComparer.Ordinal))
        {
            await landing.WaitAsync(topic, progress: null, cancellationToken);
        }

        foreach (var job in jobs)
        {
            var summary = await job.Create(services).ScoreAsync(time.GetUtcNow(), cancellationToken);
            logger.LogInformation("Demonstration: scored {Scored} subjects of {Scenario}, {Suspicions} suspicions", summary.Scored, scenario, summary.Suspicions);
        }
    }

    private int Subjects(SimulatorPart part, DemoPlan plan) => configuration[$"CityOps:DemoSubjects:{part.Name}"] is { } configured
        ? int.Parse(configured, CultureInfo.InvariantCulture)
        : part.Name is "trucks" ? Trucks : plan.Dwellings ?? DwellingsOfBefore;

    private static Dictionary<string, string> OptionsOf(DemoPlan plan) => plan.RentalShare is { } share
        ? new(StringComparer.Ordinal) { ["group-rental-share"] = share.ToString(CultureInfo.InvariantCulture) }
        : new(StringComparer.Ordinal);
}
