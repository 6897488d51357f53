using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>Reads stretches of broadcast topics that the feed does not hold: at a takeover, or for a partition that stands far back.</summary>
internal sealed class ReferenceHistory(IEventLog log)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// What retention has left of the range, at most about <paramref name="mostBytes"/> of it, and how far that goes: one past the last record, or the range's end where there are
    /// no more.
    /// </summary>
    public async ValueTask<(List<LogRecord> Records, long Next)> ReadAsync(ReferenceRange range, long mostBytes, CancellationToken cancellationToken)
    {
        var records = new List<LogRecord>();
        var next = Math.Max(range.From, (await log.OffsetsAsync(range.Partition, cancellationToken)).Earliest);
        if (next >= range.To)
        {
            return (records, range.To);
        }

        var bytes = 0L;
        await using var consumer = log.ReadAll([range.Partition.Topic], new FromOne(log, range.Partition, next), ConsumerLimits.Default with { MaxBytes = mostBytes });
        while (next < range.To && bytes < mostBytes)
        {
            if (await consumer.ReadAsync(LongestWait, cancellationToken) is { } batch && batch.Partition == range.Partition)
            {
                records.AddRange(batch.Records.Where(record => record.Offset < range.To));
                bytes += batch.Records.Sum(record => (long)record.Value.Length + record.Key.Length);
                next = Math.Min(batch.NextOffset, range.To);
            }
        }

        return (records, next);
    }

    // The topic's other partitions start at their ends: nothing of them is wanted.
    private sealed class FromOne(IEventLog log, TopicPartition wanted, long from) : IAssignmentListener
    {
        public async ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
        {
            var starts = new Dictionary<TopicPartition, long>(await log.EndsAsync(partitions, cancellationToken));
            if (starts.ContainsKey(wanted))
            {
                starts[wanted] = from;
            }

            return starts;
        }

        public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

        public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;
    }
}
