using CityOps.Pipelines.ModelLifecycle;
using Hangfire;
using Microsoft.Extensions.Logging;

namespace CityOps.Dashboards.Models;

/// <summary>Queues and runs training, one run of a scenario at a time, on the job server.</summary>
internal sealed class TrainingRuns(ModelScenarios models, IBackgroundJobClient jobs, TimeProvider time, ILogger<TrainingRuns> logger)
{
    // A run whose process died says nothing any more; after this long another may start.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(30);
    private static readonly Lock Starting = new();

    /// <summary>The run that is under way, or null.</summary>
    public TrainingRun? UnderWay(string scenario) => BookOf(scenario).List().FirstOrDefault(r => !r.IsOver && time.GetUtcNow() - r.UpdatedAt < Silence);

    /// <returns>The run, queued; null where one is under way.</returns>
    public TrainingRun? Start(string scenario, string by, TrainingOrder order)
    {
        TrainingRun run;
        lock (Starting)
        {
            if (UnderWay(scenario) is not null)
            {
                return null;
            }

            run = TrainingRun.Queued(scenario, by, order, time.GetUtcNow());
            BookOf(scenario).Keep(run);
        }

        jobs.Enqueue<TrainingRuns>(r => r.RunAsync(scenario, run.Id, CancellationToken.None));
        return run;
    }

    /// <summary>The recurring job: trains on whatever visits have found since.</summary>
    public Task ScheduledAsync(string scenario)
    {
        _ = Start(scenario, TrainingRun.Schedule, new TrainingOrder());
        return Task.CompletedTask;
    }

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string scenario, string id, CancellationToken cancellationToken)
    {
        var lifecycle = models.Find(scenario)!;
        var queued = BookOf(scenario).Find(id) ?? throw new InvalidOperationException($"Training run {id} of {scenario} is not in the book.");
        var run = await new RecordedTraining(lifecycle, time).RunAsync(queued, cancellationToken);
        if (run.Version is { } version)
        {
            logger.LogInformation("Training run {Run} of {Scenario} made version {Version}", id, scenario, version);
        }
    }

    private TrainingBook BookOf(string scenario) => new(models.Find(scenario)!.Folder);
}
