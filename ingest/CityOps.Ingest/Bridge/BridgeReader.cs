using System.Data.Common;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Warehouse;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingest.Bridge;

/// <summary>
/// Reads one bridged topic as a member of its group, partition by partition. It goes on reading while a partition waits to be tried again: that
/// keeps it in the group, and the other partitions going.
/// </summary>
internal sealed class BridgeReader(
    BridgeDefinition bridge, IEventLog source, BridgeRange ranges, IBridgeProgress progress, BridgeStatus status, TimeProvider time, ILogger logger) : IAssignmentListener
{
    private static readonly ConsumerLimits Limits = new(MaxBytes: 4 * 1024 * 1024);
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LagEvery = TimeSpan.FromSeconds(10);

    private readonly RetryDelays _delays = new(minMs: 200, maxMs: 15_000, new Random());
    private long _lagAt;
    private int _failuresInARow;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ReadAsync(cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                status.Failed(bridge, error.Message);
                logger.LogWarning(error, "Bridge of {Topic} is not reading; it tries again", bridge.Topic);
            }

            await Task.Delay(_delays.Of(_failuresInARow++), time, cancellationToken);
        }
    }

    public async ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        var starts = new Dictionary<TopicPartition, long>();
        foreach (var partition in partitions)
        {
            var taken = await TakeOverAsync(partition, cancellationToken);
            status.Came(bridge, taken);
            if (taken.State is not BridgeState.Stopped)
            {
                starts[partition] = taken.Next;
            }
        }

        return starts;
    }

    // Ranges are taken in between two reads, so nothing is in flight when a partition goes.
    public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        status.Left(bridge, partitions);
        return ValueTask.CompletedTask;
    }

    public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => RevokedAsync(partitions, cancellationToken);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var consumer = source.Subscribe(bridge.Group, [bridge.Topic], this, Limits);
        while (true)
        {
            Resume(consumer);
            await LookUpLagAsync(consumer, cancellationToken);
            var batch = await NextAsync(consumer, cancellationToken);
            _failuresInARow = 0;
            if (batch is null)
            {
                continue;
            }

            if (status.Find(bridge, batch.Partition) is not { State: BridgeState.Running } partition)
            {
                consumer.Pause(batch.Partition);
                continue;
            }

            partition.Waiting.AddRange(batch.Records);
            if (batch.NextOffset >= partition.UnfinishedTo)
            {
                await TakeAsync(consumer, partition, batch.NextOffset, cancellationToken);
            }
        }
    }

    // A partition that cannot be read on stands still by itself: the others are read on, and nothing of it is passed over.
    private async ValueTask<LogBatch?> NextAsync(ILogConsumer consumer, CancellationToken cancellationToken)
    {
        try
        {
            return await consumer.ReadAsync(Slice, cancellationToken);
        }
        catch (PartitionReadException error)
        {
            consumer.Pause(error.Partition);
            if (status.Find(bridge, error.Partition) is { } partition)
            {
                Stop(partition, error.Message + " A restart reads on");
            }

            return null;
        }
    }

    private async ValueTask TakeAsync(ILogConsumer consumer, BridgedPartition partition, long to, CancellationToken cancellationToken)
    {
        try
        {
            if (!await ranges.TakeAsync(partition, [.. partition.Waiting], to, cancellationToken))
            {
                Stop(partition, "another process has taken it over");
                consumer.Pause(partition.Partition);
            }

            partition.Waiting.Clear();
        }
        catch (Exception error) when (error is EventLogException or DbException or WarehouseException)
        {
            var delay = _delays.Of(partition.Failures);
            partition.Failed(error.Message, time.GetUtcNow() + delay);
            logger.LogWarning(error, "Bridge of {Partition} failed at offset {Offset}; next try in {DelayMs} ms", partition.Partition, partition.Next, (long)delay.TotalMilliseconds);
            consumer.Pause(partition.Partition);
            consumer.Seek(partition.Partition, partition.Next);
        }
    }

    private void Resume(ILogConsumer consumer)
    {
        foreach (var partition in status.Of(bridge).Where(p => p.State is BridgeState.Retrying && p.RetryAt <= time.GetUtcNow()))
        {
            partition.Resumed();
            consumer.Resume(partition.Partition);
        }
    }

    private async ValueTask<BridgedPartition> TakeOverAsync(TopicPartition partition, CancellationToken cancellationToken)
    {
        var topic = await source.DescribeAsync(partition.Topic, cancellationToken) ?? throw new EventLogException($"Topic '{partition.Topic}' was assigned but does not exist.");
        var offsets = await source.OffsetsAsync(partition, cancellationToken);
        var start = await progress.TakeOverAsync(bridge.Group, partition, topic.LogId, offsets.Earliest, cancellationToken);
        var taken = new BridgedPartition(partition, start);
        if (!string.Equals(start.LogId, topic.LogId, StringComparison.Ordinal))
        {
            Stop(taken, $"the topic was made anew: its id is '{topic.LogId}', but progress was kept for '{start.LogId}'. Give the bridge a new Group to read it from its start");
        }
        else if (start.Next < offsets.Earliest || start.Next > offsets.End)
        {
            Stop(taken, $"offset {start.Next} is next, but the topic holds {offsets.Earliest} to {offsets.End}. Give the bridge a new Group to read what is left from its start");
        }

        logger.LogInformation("Bridge of {Partition} goes on at offset {Offset}", partition, taken.Next);
        return taken;
    }

    private void Stop(BridgedPartition partition, string reason)
    {
        partition.Stop(reason);
        logger.LogError("Bridge of {Partition} stands still: {Reason}", partition.Partition, reason);
    }

    private async ValueTask LookUpLagAsync(ILogConsumer consumer, CancellationToken cancellationToken)
    {
        if (_lagAt != 0 && time.GetElapsedTime(_lagAt) < LagEvery)
        {
            return;
        }

        _lagAt = time.GetTimestamp();
        foreach (var partition in status.Of(bridge))
        {
            try
            {
                partition.Lag = await consumer.LagAsync(partition.Partition, cancellationToken);
            }
            catch (EventLogException error)
            {
                // A figure for operators: reading goes on without it, and the next look asks again.
                logger.LogWarning("The lag of {Partition} was not looked up: {Reason}", partition.Partition, error.Message);
            }
        }
    }
}
