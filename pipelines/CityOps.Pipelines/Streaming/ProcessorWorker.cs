using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Partitions;
using CityOps.Pipelines.Scenarios;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// Runs a processor on one partition, in steps: records which messages and which references the step takes, runs it and emits. The new state is committed
/// after some steps, since it is written whole; until then the recorded range grows with each step. What was found pending is done again with exactly
/// the same input before anything else, so that what a killed process emitted is what the next one emits: see <see cref="JudgingOrder"/>.
/// </summary>
internal sealed class ProcessorWorker(
    IStreamProcessor processor, Checkpoint start, JudgingOrder order, ReferenceReader references, IEventLog log, StreamingDependencies dependencies, PartitionStatus status) : IPartitionWorker
{
    // As long without a commit as this many intervals, it waits for the rows under way.
    private const int PatientIntervals = 4;

    // A log may end with offsets that no reader gets, such as the mark of a transaction.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    private readonly CheckpointOwner _owner = start.Owner;
    private EmissionLane? _lane;
    private (long Next, DateTimeOffset JudgedTo) _done = (order.Next, order.JudgedTo);
    private long _committedAt = dependencies.Time.GetTimestamp();
    private long _tookAt = dependencies.Time.GetTimestamp();
    private bool _owesCommit;

    public async Task RunAsync(PartitionQueue queue, CancellationToken cancellationToken)
    {
        // However the work ends, references are held for it no longer.
        using var _ = references;
        var pending = start.Pending;
        var held = new List<LogBatch>();
        _lane = new EmissionLane(async (table, rows) =>
        {
            await RetryAsync("Inserting into " + table, (_, token) => InsertAsync(table, rows, token), cancellationToken);
            dependencies.CrashPoints.Reach(CrashPoint.RowsEmitted);
        });
        while (await queue.TakeAsync(dependencies.BatchLimits, dependencies.IdleWait, cancellationToken) is { } messages)
        {
            if (messages.FirstOrDefault(batch => !string.Equals(batch.LogId, start.LogId, StringComparison.Ordinal)) is { } foreign)
            {
                status.Stop($"it belongs to log '{foreign.LogId}', the checkpoint to log '{start.LogId}'");
                return;
            }

            _tookAt = messages.Count > 0 ? dependencies.Time.GetTimestamp() : _tookAt;
            held.AddRange(messages);
            if (pending is not null)
            {
                var plan = ReferenceOffsets.Decode(pending.Plan);
                if (ReachOf(held) < pending.To)
                {
                    continue;
                }

                // Nothing more is taken meanwhile, so that what is held stays as large as the step.
                if (!await ReachedAsync(plan, queue, cancellationToken))
                {
                    return;
                }

                var (again, rest) = MessageSplit.At(held, pending.To);
                (pending, held) = (null, rest);
                if (await DoAsync(await WholeAsync(again, plan, cancellationToken), cancellationToken) is CheckpointWrite.Fenced)
                {
                    return;
                }
            }

            do
            {
                var step = await NextAsync(held, cancellationToken);
                if (await DoAsync(step, cancellationToken) is CheckpointWrite.Fenced)
                {
                    return;
                }

                held = step.Rest;
            }
            while (held.Count > 0);
        }

        await CommitAsync(cancellationToken);
    }

    // Only the kind of the error: its message may carry a row's values.
    public void Failed(Exception error) => status.Stop($"{error.GetType().Name} ended the work on it; the log says more. A restart tries again");

    public void Left() => status.Leave();

    /// <returns>False when the partition goes before the references have come.</returns>
    private async ValueTask<bool> ReachedAsync(ReferenceOffsets plan, PartitionQueue queue, CancellationToken cancellationToken)
    {
        status.Begun("Waiting for the references of a step that was begun before");
        while (!references.Read.Reaches(plan))
        {
            if (queue.IsCompleted)
            {
                return false;
            }

            await Task.Delay(dependencies.IdleWait, dependencies.Time, cancellationToken);
        }

        status.Recovered();
        return true;
    }

    private long ReachOf(List<LogBatch> messages) => messages.Count == 0 ? _done.Next : messages[^1].NextOffset;

    private ValueTask<Step> WholeAsync(List<LogBatch> messages, ReferenceOffsets plan, CancellationToken cancellationToken) =>
        RetryAsync("Reading references", (_, token) => order.WholeAsync(messages, plan, token), cancellationToken);

    private ValueTask<Step> NextAsync(List<LogBatch> messages, CancellationToken cancellationToken) => RetryAsync(
        "Reading references",
        async (_, token) =>
        {
            if (messages.Count > 0)
            {
                await references.ReadToEndAsync(token);
            }

            return await order.NextAsync(messages, references.Read, next => IsEndAsync(next, token), token);
        },
        cancellationToken);

    private async ValueTask<bool> IsEndAsync(long next, CancellationToken cancellationToken)
    {
        var partition = _owner.Partition;
        return (await log.EndsAsync([partition], cancellationToken))[partition] <= next || dependencies.Time.GetElapsedTime(_tookAt) > Quiet;
    }

    private async ValueTask<CheckpointWrite> DoAsync(Step step, CancellationToken cancellationToken)
    {
        if ((step.Messages.Count == 0 && Lane.IsIdle) || step.IsOutOfOrder)
        {
            // Nothing waits, or something comes that the range before must not see.
            if (await CommitAsync(cancellationToken) is CheckpointWrite.Fenced)
            {
                return CheckpointWrite.Fenced;
            }
        }

        if (step.Parts.Count == 0)
        {
            return CheckpointWrite.Written;
        }

        var (messages, to, upTo) = (step.Messages, step.To, step.UpTo);
        var count = messages.Sum(batch => batch.Records.Count);
        if (count > 0)
        {
            status.Took(to, count, messages[0].Records[0].AppendedAt);
        }

        var pending = new PendingRange(to, upTo.Encode());
        if (await RetryAsync("Recording the step", async (_, token) => await dependencies.Checkpoints.PersistPendingAsync(_owner, pending, token), cancellationToken) is CheckpointWrite.Fenced)
        {
            return Fenced();
        }

        dependencies.CrashPoints.Reach(CrashPoint.RangePersisted);
        var emitted = Process(step);
        await PublishAsync(emitted, cancellationToken);
        await Lane.AddAsync(emitted, () => Done(to, count, messages));
        references.Take(upTo);
        (_done, _owesCommit) = ((to, step.JudgedTo), true);
        return IsCommitDue ? await CommitAsync(cancellationToken) : CheckpointWrite.Written;
    }

    private EmissionLane Lane => _lane ?? throw new InvalidOperationException("The worker does not run.");

    private bool IsCommitDue => dependencies.Time.GetElapsedTime(_committedAt) is var since
        && since >= dependencies.CommitInterval && (Lane.IsIdle || since >= dependencies.CommitInterval * PatientIntervals);

    private void Done(long to, int count, IReadOnlyList<LogBatch> messages)
    {
        if (messages.Count > 0)
        {
            status.Landed(to, count, messages[^1].Records[^1].AppendedAt);
            dependencies.Metrics.Done(_owner.Group, _owner.Partition.Topic, count);
        }
    }

    /// <summary>Commits the state after all steps so far, where that is owed, once their rows are in.</summary>
    private async ValueTask<CheckpointWrite> CommitAsync(CancellationToken cancellationToken)
    {
        if (!_owesCommit)
        {
            return CheckpointWrite.Written;
        }

        await Lane.FlushAsync();
        var state = new ProcessorState(references.Taken, _done.JudgedTo, processor.SaveState()).Encode();
        var write = await RetryAsync("Committing the state", async (_, token) => await dependencies.Checkpoints.AdvanceAsync(_owner, _done.Next, state, token), cancellationToken);
        if (write is CheckpointWrite.Fenced)
        {
            return Fenced();
        }

        dependencies.CrashPoints.Reach(CrashPoint.Advanced);
        (_owesCommit, _committedAt) = (false, dependencies.Time.GetTimestamp());
        return write;
    }

    private CheckpointWrite Fenced()
    {
        status.Stop("another process has taken it over");
        return CheckpointWrite.Fenced;
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

    // Suspicions first: somebody waits for them, and an insert takes tens of milliseconds. The order does not matter to what is there in the end.
    private async ValueTask PublishAsync(EmissionBuffer emitted, CancellationToken cancellationToken)
    {
        if (emitted.Suspicions.Count > 0)
        {
            await RetryAsync("Publishing suspicions", (_, token) => AppendAsync(emitted, token), cancellationToken);
            dependencies.CrashPoints.Reach(CrashPoint.SuspicionsEmitted);
        }
    }

    // Always "again": the runtime cannot know whether an earlier owner got this far, and the key makes it a no-op.
    private async ValueTask<bool> InsertAsync(string table, List<Apache.Arrow.RecordBatch> rows, CancellationToken cancellationToken)
    {
        await dependencies.Warehouse.InsertAsync(table, rows, InsertMode.Again, cancellationToken);
        return true;
    }

    private async ValueTask<bool> AppendAsync(EmissionBuffer emitted, CancellationToken cancellationToken)
    {
        await dependencies.Suspicions.PublishAsync(emitted.Suspicions, cancellationToken);
        return true;
    }

    private async ValueTask<T> RetryAsync<T>(string what, Func<int, CancellationToken, ValueTask<T>> step, CancellationToken cancellationToken)
    {
        status.Begun(what);
        var result = await dependencies.Retry.RunAsync(what, step, status.Failed, cancellationToken);
        status.Recovered();
        return result;
    }
}
