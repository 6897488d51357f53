using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using CityOps.EventLog;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Suspicions;

/// <summary>
/// Starts each assigned partition where the database says, and stops those whose log is not the one that was read: their offsets mean nothing.
/// </summary>
internal sealed class SuspicionProgress(IEventLog log, ICaseworkDbFactory databases, CaseworkHealth health) : IAssignmentListener
{
    private readonly Dictionary<TopicPartition, ConsumedOffsetRow?> _held = [];

    /// <summary>What was read of a partition; null where nothing was.</summary>
    public ConsumedOffsetRow? this[TopicPartition partition]
    {
        get => _held[partition];
        set => _held[partition] = value;
    }

    public async ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(
        IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var start = new Dictionary<TopicPartition, long>();
        foreach (var partition in partitions)
        {
            var held = await db.ConsumedOffsets.AsNoTracking()
                .FirstOrDefaultAsync(o => o.Topic == partition.Topic && o.Partition == partition.Partition, cancellationToken);
            _held[partition] = held;
            health.Of(partition).Begin(held?.NextOffset ?? 0);
            if (held is not null)
            {
                start[partition] = held.NextOffset;
                await CheckAsync(partition, held, cancellationToken);
            }
        }

        return start;
    }

    public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        foreach (var partition in partitions)
        {
            _held.Remove(partition);
            health.Of(partition).Leave();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => RevokedAsync(partitions, cancellationToken);

    /// <summary>Whether the batch may be applied; stops its partition where it belongs to another log than the one read so far.</summary>
    public bool Accepts(ILogConsumer consumer, LogBatch batch)
    {
        if (health.Stopped.ContainsKey(batch.Partition))
        {
            consumer.Pause(batch.Partition);
            return false;
        }

        if (_held[batch.Partition] is { } held && !string.Equals(held.LogId, batch.LogId, StringComparison.Ordinal))
        {
            Stop(batch.Partition, held, batch.LogId);
            consumer.Pause(batch.Partition);
            return false;
        }

        return true;
    }

    /// <summary>A partition cannot be read on until somebody acts: it stands still, and none of its suspicions is passed over.</summary>
    public void Stop(ILogConsumer consumer, PartitionReadException error)
    {
        consumer.Pause(error.Partition);
        health.Of(error.Partition).Stop(error.Message + " A restart reads on");
    }

    private async Task CheckAsync(TopicPartition partition, ConsumedOffsetRow held, CancellationToken cancellationToken)
    {
        var topic = await log.DescribeAsync(partition.Topic, cancellationToken);
        if (!string.Equals(topic?.LogId, held.LogId, StringComparison.Ordinal))
        {
            Stop(partition, held, topic?.LogId);
            return;
        }

        var offsets = await log.OffsetsAsync(partition, cancellationToken);
        if (offsets.Earliest > held.NextOffset || offsets.End < held.NextOffset)
        {
            Stop(partition, $"{partition} holds offsets {offsets.Earliest} to {offsets.End}, but casework goes on at {held.NextOffset}: suspicions are missing.");
        }
    }

    private void Stop(TopicPartition partition, ConsumedOffsetRow held, string? found) => Stop(
        partition, $"{partition} is log '{found}', but casework read log '{held.LogId}' up to {held.NextOffset}: the log was lost or recreated.");

    private void Stop(TopicPartition partition, string what)
    {
        var reason = what + " The partition is stopped. To read the present log from its beginning (cases stay as they are, known suspicions change "
            + $"nothing), stop the process, run 'cityops checkpoints forget --consumer {SuspicionConsumer.Group} --topic {partition.Topic} --partition {partition.Partition}', and start again (in the table consumed_offsets that is its row).";
        health.Of(partition).Stop(reason);
    }
}
