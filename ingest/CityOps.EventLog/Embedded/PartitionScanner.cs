namespace CityOps.EventLog.Embedded;

/// <summary>Reads batches out of partitions, up to what is synced.</summary>
internal sealed class PartitionScanner(LogStore store, TopicTable topics, ConsumerLimits limits, RecordBuffers buffers)
{
    public long EarliestOf(TopicPartition partition) => topics.Get(partition).Earliest;

    public long EndOf(TopicPartition partition) => topics.Get(partition).End;

    /// <summary>The batch at <paramref name="offset"/>, or null where nothing is there yet.</summary>
    /// <exception cref="PartitionReadException">The offset lies outside of what the log holds, or the log is damaged there.</exception>
    public LogBatch? Read(TopicPartition partition, long offset)
    {
        var topic = topics.Get(partition.Topic);
        var state = topics.Get(partition);
        var end = state.End;
        if (offset < state.Earliest || offset > end)
        {
            throw new PartitionReadException(
                partition,
                $"{partition} holds the offsets {state.Earliest} to {end}, not {offset}: the position belongs to another log, or retention passed it. Start at the earliest offset, or restore the log.");
        }

        if (offset == end)
        {
            return null;
        }

        var rented = new List<byte[]>();
        var records = new List<LogRecord>((int)Math.Min(limits.MaxRecords, end - offset));
        try
        {
            Scan(topic, partition, offset, end, records, rented);
        }
        catch (PartitionReadException) when (records.Count > 0)
        {
            // What lies before the damage is sound and goes out; the next batch begins at the damage and says so.
        }

        return new LogBatch(partition, topic.LogId, records, records[^1].Offset + 1) { OnRelease = () => rented.ForEach(buffers.Return) };
    }

    private void Scan(LogTopic topic, TopicPartition partition, long offset, long end, List<LogRecord> records, List<byte[]> rented)
    {
        var bytes = 0L;
        using var scan = store.ScanUncheckedFrom(LogKeys.Record(topic.Number, partition.Partition, offset));
        for (var next = offset; next < end && records.Count < limits.MaxRecords; next++)
        {
            if (!HasEntry(scan, partition, next) || !LogKeys.IsOf(scan.Key, topic.Number, partition.Partition) || LogKeys.OffsetOf(scan.Key) != next)
            {
                throw new PartitionReadException(partition, $"{partition} lacks offset {next} though it holds up to {end}: restore the log from a backup.");
            }

            var value = scan.Value;
            if (records.Count > 0 && bytes + value.Length > limits.MaxBytes)
            {
                return;
            }

            bytes += value.Length;
            rented.Add(buffers.Rent(value.Length));
            records.Add(Decode(partition, next, value, rented[^1]));
            if (next + 1 < end && records.Count < limits.MaxRecords)
            {
                scan.Next();
            }
        }
    }

    private static bool HasEntry(LogScan scan, TopicPartition partition, long offset)
    {
        try
        {
            return scan.HasEntry();
        }
        catch (EventLogException error)
        {
            throw new PartitionReadException(partition, $"{partition} cannot be read at offset {offset}: {error.Message}", error);
        }
    }

    private static LogRecord Decode(TopicPartition partition, long offset, ReadOnlySpan<byte> source, byte[] bytes)
    {
        try
        {
            return RecordCodec.Read(offset, source, bytes);
        }
        catch (EventLogException error)
        {
            throw new PartitionReadException(partition, $"{partition} cannot be read: {error.Message}", error);
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            // A damaged record of version 1, which has no sum to tell it by.
            throw new PartitionReadException(partition, $"{partition} cannot be read: the record at offset {offset} is damaged: restore the log from a backup.", error);
        }
    }
}
