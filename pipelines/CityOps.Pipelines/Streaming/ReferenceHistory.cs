using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>Reads stretches of broadcast topics that the feed does not hold: at a takeover, or for a partition that stands far back.</summary>
internal sealed class ReferenceHistory(IEventLog log, IReadOnlyDictionary<string, string> contractOfTopic)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    /// <summary>The records of the ranges that retention has left, each partition's in their order.</summary>
    public async ValueTask<IReadOnlyList<Reference>> ReadAsync(IReadOnlyList<ReferenceRange> ranges, CancellationToken cancellationToken)
    {
        var open = new Dictionary<TopicPartition, ReferenceRange>();
        foreach (var range in ranges)
        {
            var left = range with { From = Math.Max(range.From, (await log.OffsetsAsync(range.Partition, cancellationToken)).Earliest) };
            if (left.From < left.To)
            {
                open[left.Partition] = left;
            }
        }

        var read = new List<Reference>();
        if (open.Count == 0)
        {
            return read;
        }

        await using var consumer = log.ReadAll([.. open.Keys.Select(partition => partition.Topic).Distinct(StringComparer.Ordinal)], new FromRanges(log, new(open)), ConsumerLimits.Default);
        while (open.Count > 0)
        {
            if (await consumer.ReadAsync(LongestWait, cancellationToken) is { } batch && open.TryGetValue(batch.Partition, out var range))
            {
                read.AddRange(batch.Records
                    .Where(record => record.Offset >= range.From && record.Offset < range.To)
                    .Select(record => new Reference(contractOfTopic[batch.Partition.Topic], batch.Partition, record)));
                if (batch.NextOffset >= range.To)
                {
                    open.Remove(batch.Partition);
                    consumer.Pause(batch.Partition);
                }
            }
        }

        return read;
    }

    // Partitions without a range start at their ends: nothing of them is wanted.
    private sealed class FromRanges(IEventLog log, Dictionary<TopicPartition, ReferenceRange> ranges) : IAssignmentListener
    {
        public async ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
        {
            var starts = new Dictionary<TopicPartition, long>();
            foreach (var partition in partitions)
            {
                starts[partition] = ranges.TryGetValue(partition, out var range) ? range.From : (await log.OffsetsAsync(partition, cancellationToken)).End;
            }

            return starts;
        }

        public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

        public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;
    }
}
