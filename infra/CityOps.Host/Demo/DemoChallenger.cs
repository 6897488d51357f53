using CityOps.Casework.Storage;
using CityOps.Contracts.Scenarios;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.ModelLifecycle;
using CityOps.Pipelines.Scenarios;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CityOps.Host.Demo;

/// <summary>Trains a version on what the demonstration's visits found, as the monthly job does, and lets it score beside the champion.</summary>
internal sealed class DemoChallenger(ScenarioCatalog scenarios, ICaseworkDbFactory databases, ILandingProgress landing, IServiceProvider services, TimeProvider time, ILogger<DemoChallenger> logger)
{
    private const string Scenario = "group-rental";
    private const string LabelsTopic = "cityops.labels.v1";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <returns>False where there is no version now: too few visits, or a machine without what training needs.</returns>
    public async Task<bool> TrainAsync(CancellationToken cancellationToken)
    {
        await LabelsLandedAsync(cancellationToken);
        var lifecycle = scenarios.Of<ModelsPart>().Single(p => string.Equals(p.Scenario, Scenario, StringComparison.Ordinal)).Create(services);
        var run = await new RecordedTraining(lifecycle, time).RunAsync(TrainingRun.Queued(Scenario, TrainingRun.Demonstration, new TrainingOrder(), time.GetUtcNow()), cancellationToken);
        if (run.Version is null)
        {
            logger.LogInformation("Demonstration: no second version is trained: {Reason}", run.Reason);
            return false;
        }

        logger.LogInformation("Demonstration: version {Version} is trained on its visits and scores beside the champion", run.Version);
        await scenarios.Of<ScoringJobPart>().Single(j => string.Equals(j.Scenario, Scenario, StringComparison.Ordinal)).Create(services).ScoreAsync(time.GetUtcNow(), cancellationToken);
        return true;
    }

    private async Task LabelsLandedAsync(CancellationToken cancellationToken)
    {
        while (await IsSendingAsync(cancellationToken))
        {
            await Task.Delay(Pause, time, cancellationToken);
        }

        await landing.WaitAsync(LabelsTopic, progress: null, cancellationToken);
    }

    private async Task<bool> IsSendingAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        return await db.Outbox.AsNoTracking().AnyAsync(o => o.Topic == LabelsTopic && o.SentAt == null, cancellationToken);
    }
}
