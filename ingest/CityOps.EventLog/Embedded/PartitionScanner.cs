namespace CityOps.EventLog.Embedded;

/// <summary>Reads batches out of partitions, up to what is synced.</summary>
internal sealed class PartitionScanner(LogStore store, TopicTable topics, ConsumerLimits limits, RecordBuffers buffers)
{
    public long EarliestOf(TopicPartition partition) => topics.Get(partition).Earliest;

    public long EndOf(TopicPartition partition) => topics.Get(partition).End;

    /// <summary>The batch at <paramref name="offset"/>, or null where nothing is there yet.</summary>
    /// <exception cref="EventLogException">The offset lies outside of what the log holds, or the log is damaged.</exception>
    public LogBatch? Read(TopicPartition partition, long offset)
    {
        var topic = topics.Get(partition.Topic);
        var state = topics.Get(partition);
        var end = state.End;
        if (offset < state.Earliest || offset > end)
        {
            throw new EventLogException(
                $"{partition} holds the offsets {state.Earliest} to {end}, not {offset}: the position belongs to another log, or retention passed it. Start at the earliest offset, or restore the log.");
        }

        if (offset == end)
        {
            return null;
        }

        var rented = new List<byte[]>();
        var records = Scan(topic, partition, offset, end, rented);
        return new LogBatch(partition, topic.LogId, records, records[^1].Offset + 1) { OnRelease = () => rented.ForEach(buffers.Return) };
    }

    private List<LogRecord> Scan(LogTopic topic, TopicPartition partition, long offset, long end, List<byte[]> rented)
    {
        var records = new List<LogRecord>((int)Math.Min(limits.MaxRecords, end - offset));
        var bytes = 0L;
        using var scan = store.ScanUncheckedFrom(LogKeys.Record(topic.Number, partition.Partition, offset));
        for (var next = offset; next < end && records.Count < limits.MaxRecords; next++)
        {
            if (!scan.HasEntry() || !LogKeys.IsOf(scan.Key, topic.Number, partition.Partition) || LogKeys.OffsetOf(scan.Key) != next)
            {
                throw new EventLogException($"{partition} lacks offset {next} though it holds up to {end}: restore the log from a backup.");
            }

            var value = scan.Value;
            if (records.Count > 0 && bytes + value.Length > limits.MaxBytes)
            {
                break;
            }

            bytes += value.Length;
            rented.Add(buffers.Rent(value.Length));
            records.Add(RecordCodec.Read(next, value, rented[^1]));
            if (next + 1 < end && records.Count < limits.MaxRecords)
            {
                scan.Next();
            }
        }

        return records;
    }
}
