using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// Commits a partition's state as it was after some step, once the rows of all steps up to that one are in. Later steps go on meanwhile: what they recorded lies beyond, and stays recorded. One commit is under way at a time.
/// </summary>
internal sealed class StateCommitter(CheckpointOwner owner, Emitter emitter, StreamingDependencies dependencies, PartitionStatus status)
{
    private Task<CheckpointWrite> _underway = Task.FromResult(CheckpointWrite.Written);
    private long _begunAt = dependencies.Time.GetTimestamp();

    /// <summary>A commit is under way.</summary>
    public bool IsBusy => !_underway.IsCompleted;

    /// <summary>Since the last commit was begun.</summary>
    public TimeSpan Age => dependencies.Time.GetElapsedTime(_begunAt);

    /// <summary>Begins to commit, and does not wait. None may be under way.</summary>
    /// <param name="next">The step's end.</param>
    /// <param name="state">The state after it.</param>
    public void Begin(long next, ReadOnlyMemory<byte> state, CancellationToken cancellationToken)
    {
        _begunAt = dependencies.Time.GetTimestamp();
        _underway = CommitAsync(emitter.InSoFarAsync(), next, state, cancellationToken);
    }

    /// <summary>What became of the last commit; does not wait for one that is under way.</summary>
    public async ValueTask<CheckpointWrite> EndedAsync() => IsBusy ? CheckpointWrite.Written : await _underway;

    /// <summary>Ends with the commit under way.</summary>
    /// <returns>What became of the last commit.</returns>
    public async ValueTask<CheckpointWrite> EndAsync()
    {
        if (IsBusy)
        {
            status.Begun("Waiting for rows to go in");
            await _underway;
            status.Recovered();
        }

        return await _underway;
    }

    /// <summary>Lets go of what is under way, whatever became of it. The emitter must have ended.</summary>
    public async ValueTask AbandonAsync() => await ((Task)_underway).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<CheckpointWrite> CommitAsync(Task rowsAreIn, long next, ReadOnlyMemory<byte> state, CancellationToken cancellationToken)
    {
        await rowsAreIn;
        var hasFailed = false;
        var write = await dependencies.Retry.RunAsync(
            "Committing the state",
            async (_, token) => await dependencies.Checkpoints.AdvanceAsync(owner, next, state, token),
            error =>
            {
                hasFailed = true;
                status.Failed(error);
            },
            cancellationToken);
        if (hasFailed)
        {
            status.Recovered();
        }

        if (write is CheckpointWrite.Written)
        {
            dependencies.CrashPoints.Reach(CrashPoint.Advanced);
        }

        return write;
    }
}
