using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CityOps.EventLog.Kafka;

/// <summary>Where librdkafka reads on in each partition, and whether it does.</summary>
internal sealed class KafkaPositions(IConsumer<byte[], byte[]> consumer, ILogger logger)
{
    /// <summary>Takes effect in the next <see cref="ApplySeeks"/>; nothing of the old position is handed out from here on.</summary>
    public static void Seek(AssignedPartition partition, long offset)
    {
        lock (partition)
        {
            partition.PendingSeek = offset;
            partition.Next = offset;
            partition.End = 0;
            partition.Held.Clear();
        }
    }

    public void ApplySeeks(IEnumerable<AssignedPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            lock (partition)
            {
                if (partition.PendingSeek is { } offset && TrySeek(partition.Partition, offset))
                {
                    partition.PendingSeek = null;
                }
            }
        }
    }

    public void SetPaused(AssignedPartition partition, bool paused)
    {
        partition.Paused = paused;
        try
        {
            if (paused)
            {
                consumer.Pause([Native(partition.Partition)]);
            }
            else
            {
                consumer.Resume([Native(partition.Partition)]);
            }
        }
        catch (KafkaException error)
        {
            // It was just taken away; whoever has it now decides.
            logger.LogDebug("Kafka did not pause or resume {Partition}: {Reason}", partition.Partition, error.Error.Reason);
        }
    }

    /// <summary>librdkafka remembers a pause beyond the assignment: a partition that came back would never be read again.</summary>
    public void Leaving(AssignedPartition partition)
    {
        if (partition.Paused)
        {
            SetPaused(partition, paused: false);
        }
    }

    public static Confluent.Kafka.TopicPartition Native(TopicPartition partition) => new(partition.Topic, partition.Partition);

    private bool TrySeek(TopicPartition partition, long offset)
    {
        try
        {
            consumer.Seek(new TopicPartitionOffset(Native(partition), offset));
            return true;
        }
        catch (KafkaException error) when (error.Error.Code is ErrorCode.Local_State or ErrorCode.Local_InProgress or ErrorCode.Local_PrevInProgress)
        {
            // Fetching has not begun yet: the next round tries again, and hands nothing out before.
            return false;
        }
    }
}
