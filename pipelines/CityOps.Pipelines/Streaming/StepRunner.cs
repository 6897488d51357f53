using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// Does the steps of one partition: records what a step takes, runs the processor, emits. The new state is committed after some steps, since it is written whole, and beside the steps that follow; until then the recorded
/// range grows with each step.
/// </summary>
internal sealed class StepRunner(
    IStreamProcessor processor, Checkpoint start, DateTimeOffset judgedTo, ReferenceReader references, Emitter emitter, StreamingDependencies dependencies, PartitionStatus status) : IAsyncDisposable
{
    private readonly CheckpointOwner _owner = start.Owner;
    private readonly StateCommitter _commits = new(start.Owner, emitter, dependencies, status);
    private (long Next, DateTimeOffset JudgedTo) _done = (start.NextOffset, judgedTo);
    private readonly StateBuffer _state = new();
    private bool _owesCommit;

    /// <returns><see cref="CheckpointWrite.Fenced"/> once another process has the partition: nothing more may be done here.</returns>
    public async ValueTask<CheckpointWrite> DoAsync(Step step, CancellationToken cancellationToken) => Say(await TakeAsync(step, cancellationToken));

    /// <summary>Commits the state after all steps so far, where that is owed, once their rows are in.</summary>
    public async ValueTask<CheckpointWrite> CommitAsync(CancellationToken cancellationToken) => Say(await CommitAllAsync(cancellationToken));

    /// <summary>Ends the emitter too: a commit that waits for its rows would wait for ever.</summary>
    public async ValueTask DisposeAsync()
    {
        await emitter.DisposeAsync();
        await _commits.AbandonAsync();
    }

    private async ValueTask<CheckpointWrite> TakeAsync(Step step, CancellationToken cancellationToken)
    {
        if (await SettleAsync(step, cancellationToken) is CheckpointWrite.Fenced)
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

        if (await RecordAsync(new PendingRange(step.To, step.UpTo.Encode()), cancellationToken) is CheckpointWrite.Fenced)
        {
            return CheckpointWrite.Fenced;
        }

        dependencies.CrashPoints.Reach(CrashPoint.RangePersisted);
        await emitter.EmitAsync(Process(step), () => Done(step, count));
        references.Take(step.UpTo);
        (_done, _owesCommit) = ((step.To, step.JudgedTo), true);
        return emitter.IsFull ? await CommitAllAsync(cancellationToken) : await CommitWhereDueAsync(cancellationToken);
    }

    // What a step of references alone takes is recorded with the end of the step before it: a commit of that end, come later, would take it for done.
    private ValueTask<CheckpointWrite> SettleAsync(Step step, CancellationToken cancellationToken) => step switch
    {
        { IsOutOfOrder: true } => CommitAllAsync(cancellationToken),
        { Messages.Count: 0 } when emitter.IsIdle => CommitAllAsync(cancellationToken),
        { Messages.Count: 0, Parts.Count: > 0 } => _commits.EndAsync(),
        _ => _commits.EndedAsync(),
    };

    private async ValueTask<CheckpointWrite> CommitAllAsync(CancellationToken cancellationToken)
    {
        var write = await _commits.EndAsync();
        if (write is CheckpointWrite.Written && _owesCommit)
        {
            BeginCommit(cancellationToken);
            write = await _commits.EndAsync();
        }

        return write;
    }

    private async ValueTask<CheckpointWrite> CommitWhereDueAsync(CancellationToken cancellationToken)
    {
        var write = await _commits.EndedAsync();
        if (write is CheckpointWrite.Written && !_commits.IsBusy && _commits.Age >= dependencies.CommitInterval)
        {
            BeginCommit(cancellationToken);
        }

        return write;
    }

    private void BeginCommit(CancellationToken cancellationToken)
    {
        // The commit before has ended: nobody reads its bytes any more.
        _commits.Begin(_done.Next, _state.Encode(new ProcessorState(references.Taken, _done.JudgedTo, processor.SaveState())), cancellationToken);
        _owesCommit = false;
    }

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

    private CheckpointWrite Say(CheckpointWrite write)
    {
        if (write is CheckpointWrite.Fenced)
        {
            status.Stop("another process has taken it over");
        }

        return write;
    }

    private async ValueTask<CheckpointWrite> RecordAsync(PendingRange pending, CancellationToken cancellationToken)
    {
        const string what = "Recording the step";
        status.Begun(what);
        var write = await dependencies.Retry.RunAsync(what, async (_, token) => await dependencies.Checkpoints.PersistPendingAsync(_owner, pending, token), status.Failed, cancellationToken);
        status.Recovered();
        return write;
    }
}
