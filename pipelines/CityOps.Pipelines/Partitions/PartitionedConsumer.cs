using System.Collections.Concurrent;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Partitions;

/// <summary>What a <see cref="PartitionedConsumer"/> may hold.</summary>
/// <param name="FullBytes">A partition whose queue holds this much is paused.</param>
/// <param name="BudgetBytes">All partitions together; beyond it reading pauses.</param>
/// <param name="RevokeGrace">How long a worker may finish what it has begun when its partition is revoked.</param>
public sealed record PartitionedConsumerLimits(long FullBytes, long BudgetBytes, TimeSpan RevokeGrace);

/// <summary>
/// Reads the partitions a group assigns to this process and hands each one's messages to a worker of its own, so that partitions go in
/// parallel. Memory is bounded: partitions whose workers do not keep up are paused.
/// </summary>
public sealed class PartitionedConsumer(
    IEventLog log,
    string group,
    IReadOnlyList<string> topics,
    IPartitionWorkers workers,
    PartitionedConsumerLimits limits,
    TimeProvider time,
    ILogger logger) : IAssignmentListener
{
    // What one read may bring beyond BudgetBytes: small against it, and large enough that reading is not what takes the time.
    private static readonly ConsumerLimits ReadLimits = new(MaxBytes: 8 * 1024 * 1024);

    // Partitions that were paused for want of room are looked at between two reads, so this is how long one may wait though it has room.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<TopicPartition, RunningWorker> _running = new();
    private readonly BufferBudget _budget = new(limits.BudgetBytes);

    /// <summary>Bytes read from the log and not yet taken by a worker.</summary>
    public long BufferedBytes => _budget.Bytes;

    /// <summary>Told whether reading gets on; who repeats this consumer tells it of failures.</summary>
    public ReaderStatus Reader { get; init; } = new(time);

    /// <summary>Consumes until it is cancelled; then lets the workers finish what they have begun.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var consumer = log.Subscribe(group, topics, this, ReadLimits);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await StepAsync(consumer, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is the normal end of it.
        }
        finally
        {
            await RevokedAsync([.. _running.Keys], CancellationToken.None);
        }
    }

    public async ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var starts = new Dictionary<TopicPartition, long>();
        foreach (var partition in partitions)
        {
            Reader.Given(partition.Topic);
            if (await workers.TakeOverAsync(partition, cancellationToken) is { } start)
            {
                var queue = new PartitionQueue(partition, limits.FullBytes, _budget, time);
                starts[partition] = start.Offset;
                _running[partition] = new RunningWorker(start.Worker, queue, logger);
            }
        }

        return starts;
    }

    public async ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
        await Task.WhenAll(Remove(partitions).Select(async worker =>
        {
            await worker.FinishAsync(limits.RevokeGrace, time);
            await worker.DisposeAsync();
        }));

    public async ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
        await Task.WhenAll(Remove(partitions).Select(worker => worker.DisposeAsync().AsTask()));

    private async ValueTask StepAsync(ILogConsumer consumer, CancellationToken cancellationToken)
    {
        ResumeThoseWithRoom(consumer);
        var batch = await ReadAsync(consumer, cancellationToken);
        if (batch is null)
        {
            foreach (var (partition, idle) in _running)
            {
                idle.Queue.Reached(consumer.ReachedOf(partition));
            }

            return;
        }

        if (!_running.TryGetValue(batch.Partition, out var worker) || worker.Queue.IsCompleted)
        {
            // It stands still: nobody takes its messages, so reading on would only throw them away.
            consumer.Pause(batch.Partition);
            return;
        }

        worker.Queue.Add(batch);
        if (worker.Queue.IsFull)
        {
            Pause(consumer, batch.Partition, worker);
        }

        if (_budget.IsExhausted)
        {
            foreach (var (partition, other) in _running)
            {
                Pause(consumer, partition, other);
            }
        }
    }

    private async ValueTask<LogBatch?> ReadAsync(ILogConsumer consumer, CancellationToken cancellationToken)
    {
        try
        {
            var batch = await consumer.ReadAsync(LongestWait, cancellationToken);
            Reader.Read(batch is not null ? true : consumer.IsReached, log.Name);
            return batch;
        }
        catch (PartitionReadException error)
        {
            logger.LogError(error, "{Partition} cannot be read on and stands still; the others are read on", error.Partition);
            consumer.Pause(error.Partition);
            _running.GetValueOrDefault(error.Partition)?.Stop(error);
        }
        catch (TopicReadException error)
        {
            logger.LogError(error, "Topic '{Topic}' cannot be read; the others are read on", error.Topic);
            Reader.Withheld(error);
        }

        return null;
    }

    private void ResumeThoseWithRoom(ILogConsumer consumer)
    {
        if (!_budget.HasRoom)
        {
            return;
        }

        foreach (var (partition, worker) in _running)
        {
            if (worker.IsPaused && !worker.IsStopped && worker.Queue.HasRoom && !worker.Queue.IsCompleted)
            {
                worker.IsPaused = false;
                consumer.Resume(partition);
            }
        }
    }

    private static void Pause(ILogConsumer consumer, TopicPartition partition, RunningWorker worker)
    {
        if (!worker.IsPaused)
        {
            worker.IsPaused = true;
            consumer.Pause(partition);
        }
    }

    private List<RunningWorker> Remove(IReadOnlyList<TopicPartition> partitions)
    {
        var removed = new List<RunningWorker>();
        foreach (var partition in partitions)
        {
            if (_running.TryRemove(partition, out var worker))
            {
                removed.Add(worker);
            }
        }

        return removed;
    }
}
