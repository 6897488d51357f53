using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// Does the steps of one partition: records what a step takes, runs the processor, emits. The new state is committed after some steps, since it is written whole; until then the recorded
/// range grows with each step.
/// </summary>
internal sealed class StepRunner(
    IStreamProcessor processor, Checkpoint start, DateTimeOffset judgedTo, ReferenceReader references, Emitter emitter, StreamingDependencies dependencies, PartitionStatus status)
{
    // As long without a commit as this many intervals, it waits for the rows under way.
    private const int PatientIntervals = 4;

    private readonly CheckpointOwner _owner = start.Owner;
    private (long Next, DateTimeOffset JudgedTo) _done = (start.NextOffset, judgedTo);
    private long _committedAt = dependencies.Time.GetTimestamp();
    private bool _owesCommit;

    /// <returns><see cref="CheckpointWrite.Fenced"/> once another process has the partition: nothing more may be done here.</returns>
    public async ValueTask<CheckpointWrite> DoAsync(Step step, CancellationToken cancellationToken)
    {
        // Nothing waits, or something comes that the range before must not see.
        if (((step.Messages.Count == 0 && emitter.IsIdle) || step.IsOutOfOrder) && await CommitAsync(cancellationToken) is CheckpointWrite.Fenced)
        {
            return CheckpointWrite.Fenced;
        }

        if (step.Parts.Count == 0)
        {
            references.Take(step.UpTo);
            return CheckpointWrite.Written;
        }

        var count = step.Messages.Sum(batch => batch.Records.Count);
        if (count > 0)
        {
            status.Took(step.To, count, step.Messages[0].Records[0].AppendedAt);
        }

        var pending = new PendingRange(step.To, step.UpTo.Encode());
        if (await RetryAsync("Recording the step", async token => await dependencies.Checkpoints.PersistPendingAsync(_owner, pending, token), cancellationToken) is CheckpointWrite.Fenced)
        {
            return Fenced();
        }

        dependencies.CrashPoints.Reach(CrashPoint.RangePersisted);
        await emitter.EmitAsync(Process(step), () => Done(step, count));
        references.Take(step.UpTo);
        (_done, _owesCommit) = ((step.To, step.JudgedTo), true);
        return IsCommitDue ? await CommitAsync(cancellationToken) : CheckpointWrite.Written;
    }

    /// <summary>Commits the state after all steps so far, where that is owed, once their rows are in.</summary>
    public async ValueTask<CheckpointWrite> CommitAsync(CancellationToken cancellationToken)
    {
        if (!_owesCommit)
        {
            return CheckpointWrite.Written;
        }

        await emitter.FlushAsync();
        var state = new ProcessorState(references.Taken, _done.JudgedTo, processor.SaveState()).Encode();
        var write = await RetryAsync("Committing the state", async token => await dependencies.Checkpoints.AdvanceAsync(_owner, _done.Next, state, token), cancellationToken);
        if (write is CheckpointWrite.Fenced)
        {
            return Fenced();
        }

        dependencies.CrashPoints.Reach(CrashPoint.Advanced);
        (_owesCommit, _committedAt) = (false, dependencies.Time.GetTimestamp());
        return write;
    }

    private bool IsCommitDue => emitter.IsFull
        || (dependencies.Time.GetElapsedTime(_committedAt) is var since && since >= dependencies.CommitInterval && (emitter.IsIdle || since >= dependencies.CommitInterval * PatientIntervals));

    private EmissionBuffer Process(Step step)
    {
        var emitted = new EmissionBuffer();
        foreach (var part in step.Parts)
        {
            emitted.Add(part.Messages is { } messages ? processor.OnBatch(messages) : processor.OnReference(part.Reference.Contract, part.Reference.Record));
        }

        return emitted;
    }

    private void Done(Step step, int count)
    {
        if (count > 0)
        {
            status.Landed(step.To, count, step.Messages[^1].Records[^1].AppendedAt);
            dependencies.Metrics.Done(_owner.Group, _owner.Partition.Topic, count);
        }
    }

    private CheckpointWrite Fenced()
    {
        status.Stop("another process has taken it over");
        return CheckpointWrite.Fenced;
    }

    private async ValueTask<T> RetryAsync<T>(string what, Func<CancellationToken, ValueTask<T>> step, CancellationToken cancellationToken)
    {
        status.Begun(what);
        var result = await dependencies.Retry.RunAsync(what, (_, token) => step(token), status.Failed, cancellationToken);
        status.Recovered();
        return result;
    }
}
