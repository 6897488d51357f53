using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Partitions;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Pipelines.Streaming;

/// <summary>
/// Runs a processor on one partition: puts messages and references in order, step by step. What was found pending is done again with exactly the same input before anything else, so that what
/// a killed process emitted is what the next one emits: see <see cref="JudgingOrder"/>.
/// </summary>
internal sealed class ProcessorWorker(
    IStreamProcessor processor, Checkpoint start, JudgingOrder order, ReferenceReader references, IEventLog log, StreamingDependencies dependencies, PartitionStatus status) : IPartitionWorker
{
    public async Task RunAsync(PartitionQueue queue, CancellationToken cancellationToken)
    {
        // However the work ends, references are held for it no longer, and nothing more of it goes out.
        await using var _ = references;
        await using var steps = new StepRunner(processor, start, order.JudgedTo, references, new Emitter(dependencies, status, cancellationToken), dependencies, status);
        var pending = start.Pending;
        var held = new List<LogBatch>();
        while (await queue.TakeAsync(dependencies.BatchLimits, dependencies.IdleWait, cancellationToken) is { } messages)
        {
            if (messages.FirstOrDefault(batch => !string.Equals(batch.LogId, start.LogId, StringComparison.Ordinal)) is { } foreign)
            {
                status.Stop($"it belongs to log '{foreign.LogId}', the checkpoint to log '{start.LogId}'");
                return;
            }

            held.AddRange(messages);
            if (pending is not null)
            {
                if (ReachOf(held) < pending.To)
                {
                    continue;
                }

                // Nothing more is taken meanwhile, so that what is held stays as large as the step.
                var plan = ReferenceOffsets.Decode(pending.Plan);
                if (!await ReachedAsync(plan, queue, cancellationToken))
                {
                    return;
                }

                var (again, rest) = MessageSplit.At(held, pending.To);
                (pending, held) = (null, rest);
                if (await steps.DoAsync(await WholeAsync(again, plan, cancellationToken), cancellationToken) is CheckpointWrite.Fenced)
                {
                    return;
                }
            }

            do
            {
                var step = await NextAsync(held, queue, cancellationToken);
                if (await steps.DoAsync(step, cancellationToken) is CheckpointWrite.Fenced)
                {
                    return;
                }

                held = step.Rest;
            }
            while (held.Count > 0);
        }

        await steps.CommitAsync(cancellationToken);
    }

    // Only the kind of the error: its message may carry a row's values.
    public void Failed(Exception error) => status.Stop(error is PartitionReadException ? error.Message + " A restart reads on" : $"{error.GetType().Name} ended the work on it; the log says more. A restart tries again");

    public void Left() => status.Leave();

    /// <returns>False when the partition goes before the references have come.</returns>
    private async ValueTask<bool> ReachedAsync(ReferenceOffsets plan, PartitionQueue queue, CancellationToken cancellationToken)
    {
        status.Begun("Waiting for the references of a step that was begun before");
        while (!references.Reaches(plan))
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

    private long ReachOf(List<LogBatch> messages) => messages.Count == 0 ? order.Next : messages[^1].NextOffset;

    private ValueTask<Step> WholeAsync(List<LogBatch> messages, ReferenceOffsets plan, CancellationToken cancellationToken) =>
        RetryAsync("Reading references", token => order.WholeAsync(messages, plan, token), cancellationToken);

    private ValueTask<Step> NextAsync(List<LogBatch> messages, PartitionQueue queue, CancellationToken cancellationToken) => RetryAsync(
        "Reading references",
        async token =>
        {
            if (messages.Count > 0)
            {
                await references.ReadToEndAsync(token);
            }

            return await order.NextAsync(messages, references.Read, next => IsEndAsync(next, queue, token), token);
        },
        cancellationToken);

    private async ValueTask<bool> IsEndAsync(long next, PartitionQueue queue, CancellationToken cancellationToken)
    {
        var partition = start.Owner.Partition;
        var end = (await log.EndsAsync([partition], cancellationToken))[partition];
        return end <= next || queue.IsTakenUpTo(end);
    }

    private async ValueTask<T> RetryAsync<T>(string what, Func<CancellationToken, ValueTask<T>> step, CancellationToken cancellationToken)
    {
        status.Begun(what);
        var result = await dependencies.Retry.RunAsync(what, (_, token) => step(token), status.Failed, cancellationToken);
        status.Recovered();
        return result;
    }
}
