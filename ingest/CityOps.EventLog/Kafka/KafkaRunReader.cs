using System.Text;
using Confluent.Kafka;

namespace CityOps.EventLog.Kafka;

/// <summary>Takes the next run of one partition's records out of librdkafka's queue.</summary>
internal sealed class KafkaRunReader(IConsumer<byte[], byte[]> consumer, KafkaAssignment assignment, ConsumerLimits limits)
{
    private readonly List<LogRecord> _records = [];
    private AssignedPartition? _partition;
    private long _bytes;

    /// <summary>What Kafka reported after some records were read, which are good. It may report it once only.</summary>
    public ConsumeException? Failure { get; private set; }

    /// <exception cref="ConsumeException">Kafka reports an error, and nothing was read before it.</exception>
    public LogBatch? Next(TimeSpan wait)
    {
        TakeHeld();
        if (_records.Count == 0)
        {
            Take(consumer.Consume(wait));
        }

        // A partition may change hands inside of Consume: then the object differs, and nothing of the run may be handed out.
        while (_partition is not null && _records.Count < limits.MaxRecords && _bytes < limits.MaxBytes && assignment.Find(_partition.Partition) == _partition)
        {
            if (!TakeMore())
            {
                break;
            }
        }

        return Finish();
    }

    private static LogRecord Convert(ConsumeResult<byte[], byte[]> result)
    {
        var message = result.Message;
        LogHeader[] headers = message.Headers is { Count: > 0 } given
            ? [.. given.Select(h => new LogHeader(h.Key, Encoding.UTF8.GetString(h.GetValueBytes() ?? [])))]
            : [];
        var appendedAt = DateTimeOffset.FromUnixTimeMilliseconds(message.Timestamp.UnixTimestampMs);
        return new LogRecord(result.Offset.Value, appendedAt, message.Key ?? [], message.Value ?? [], headers);
    }

    private void TakeHeld()
    {
        foreach (var partition in assignment.All)
        {
            lock (partition)
            {
                while (!partition.Paused && _records.Count < limits.MaxRecords && partition.Held.TryPeek(out var record) && Fits(record))
                {
                    Add(partition, partition.Held.Dequeue());
                }
            }

            if (_records.Count > 0)
            {
                return;
            }
        }
    }

    private bool TakeMore()
    {
        try
        {
            var result = consumer.Consume(TimeSpan.Zero);
            return result is not null && Take(result);
        }
        catch (ConsumeException error) when (_records.Count > 0)
        {
            Failure = error;
            return false;
        }
    }

    /// <returns>Whether the run goes on.</returns>
    private bool Take(ConsumeResult<byte[], byte[]>? result)
    {
        if (result is null || assignment.Find(new TopicPartition(result.Topic, result.Partition.Value)) is not { Started: true } partition)
        {
            return result is not null;
        }

        lock (partition)
        {
            if (partition.PendingSeek is not null)
            {
                return true;
            }

            if (result.IsPartitionEOF)
            {
                partition.End = result.Offset.Value;
                return true;
            }

            var record = Convert(result);
            var another = _partition is not null && _partition != partition;
            if (another || partition.Paused || partition.Held.Count > 0 || !Fits(record))
            {
                partition.Held.Enqueue(record);
                return false;
            }

            Add(partition, record);
            return true;
        }
    }

    private bool Fits(LogRecord record) => _records.Count == 0 || _bytes + record.Key.Length + record.Value.Length <= limits.MaxBytes;

    private void Add(AssignedPartition partition, LogRecord record)
    {
        _partition = partition;
        _records.Add(record);
        _bytes += record.Key.Length + record.Value.Length;
    }

    private LogBatch? Finish()
    {
        if (_partition is null || assignment.Find(_partition.Partition) != _partition)
        {
            return null;
        }

        lock (_partition)
        {
            // Sought meanwhile: these records are of the old position.
            if (_partition.PendingSeek is not null)
            {
                return null;
            }

            _partition.Next = _records[^1].Offset + 1;
            return new LogBatch(_partition.Partition, _partition.LogId, _records, _partition.Next);
        }
    }
}
