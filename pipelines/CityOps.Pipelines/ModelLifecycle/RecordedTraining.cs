namespace CityOps.Pipelines.ModelLifecycle;

/// <summary>Trains and writes into the book how it fares and what came of it. A version that comes of it scores in shadow at most: a person promotes it.</summary>
public sealed class RecordedTraining(IModelLifecycle lifecycle, TimeProvider time)
{
    private readonly TrainingBook _book = new(lifecycle.Folder);

    /// <returns>The run, over: succeeded, or refused with the reason.</returns>
    /// <exception cref="Exception">Whatever went wrong; the book has it as failed.</exception>
    public async Task<TrainingRun> RunAsync(TrainingRun queued, CancellationToken cancellationToken)
    {
        var run = Keep(queued with { State = TrainingState.Running, Step = "starting" });
        try
        {
            var progress = new Told(step => run = Keep(run with { Step = step.Name, Done = Math.Max(run.Done, step.Done) }));
            var version = await lifecycle.TrainAsync(new TrainingOrder(run.Seed, run.AsChallenger), progress, cancellationToken);
            return Keep(run with { State = TrainingState.Succeeded, Step = "done", Done = 1, Version = version });
        }
        catch (ModelRequestException refused)
        {
            return Keep(run with { State = TrainingState.Refused, Reason = refused.Message, ReasonCode = refused.Code, ReasonFigures = refused.Figures });
        }
        catch (PlatformNotSupportedException refused)
        {
            return Keep(run with { State = TrainingState.Refused, Reason = refused.Message, ReasonCode = "no_learner" });
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
        _book.Keep(kept);
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
