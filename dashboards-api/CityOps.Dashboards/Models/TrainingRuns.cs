using CityOps.Pipelines.ModelLifecycle;
using Hangfire;
using Microsoft.Extensions.Logging;

namespace CityOps.Dashboards.Models;

/// <summary>Queues and runs training, one run of a scenario at a time, on the job server. A version that comes of it scores in shadow at most: a person promotes it.</summary>
internal sealed class TrainingRuns(ModelScenarios models, TrainingBook book, IBackgroundJobClient jobs, TimeProvider time, ILogger<TrainingRuns> logger)
{
    // A run whose process died says nothing any more; after this long another may start.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(30);
    private static readonly Lock Starting = new();

    /// <summary>The run that is under way, or null.</summary>
    public TrainingRun? UnderWay(string scenario) => book.List(scenario).FirstOrDefault(r => !r.IsOver && time.GetUtcNow() - r.UpdatedAt < Silence);

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

            var now = time.GetUtcNow();
            run = new TrainingRun(Guid.CreateVersion7(now).ToString("N"), scenario, TrainingState.Queued, by, now, now, order.Seed, order.AsChallenger, "queued", 0, null, null);
            book.Keep(run);
        }

        jobs.Enqueue<TrainingRuns>(r => r.RunAsync(scenario, run.Id, CancellationToken.None));
        return run;
    }

    /// <summary>The recurring job: trains on whatever visits have found since.</summary>
    public Task ScheduledAsync(string scenario)
    {
        _ = Start(scenario, "schedule", new TrainingOrder());
        return Task.CompletedTask;
    }

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string scenario, string id, CancellationToken cancellationToken)
    {
        var run = book.Find(scenario, id) ?? throw new InvalidOperationException($"Training run {id} of {scenario} is not in the book.");
        run = Keep(run with { State = TrainingState.Running, Step = "starting" });
        try
        {
            var progress = new Told(step => run = Keep(run with { Step = step.Name, Done = Math.Max(run.Done, step.Done) }));
            var version = await models.Find(scenario)!.TrainAsync(new TrainingOrder(run.Seed, run.AsChallenger), progress, cancellationToken);
            run = Keep(run with { State = TrainingState.Succeeded, Step = "done", Done = 1, Version = version });
            logger.LogInformation("Training run {Run} of {Scenario} made version {Version}", id, scenario, version);
        }
        catch (ModelRequestException refused)
        {
            Keep(run with { State = TrainingState.Refused, Reason = refused.Message, ReasonCode = refused.Code, ReasonFigures = refused.Figures });
        }
        catch (PlatformNotSupportedException refused)
        {
            Keep(run with { State = TrainingState.Refused, Reason = refused.Message, ReasonCode = "no_learner" });
        }
        catch (Exception error)
        {
            Keep(run with { State = TrainingState.Failed, Reason = error.Message });
            throw;
        }
    }

    private TrainingRun Keep(TrainingRun run)
    {
        var kept = run with { UpdatedAt = time.GetUtcNow() };
        book.Keep(kept);
        return kept;
    }

    // Told at once and in order: the learner reports from several threads.
    private sealed class Told(Action<TrainingStep> tell) : IProgress<TrainingStep>
    {
        private readonly Lock _lock = new();

        public void Report(TrainingStep value)
        {
            lock (_lock)
            {
                tell(value);
            }
        }
    }
}
