using CityOps.EventLog;

namespace CityOps.Ingest.Bridge;

/// <summary>What of a begun range is in our log already, found by reading the log's tail.</summary>
internal sealed class BridgedSpans
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<int, List<SourceSpan>> _byPartition = [];

    public static BridgedSpans None { get; } = new();

    public bool Holds(int partition, SourcePosition position) =>
        _byPartition.TryGetValue(partition, out var spans) && spans.Exists(span => span.Holds(position));

    /// <param name="topic">Our topic.</param>
    /// <param name="source">The group and partition whose rows are looked for.</param>
    public static async ValueTask<BridgedSpans> FindAsync(IEventLog log, string topic, BridgePlan plan, string source, CancellationToken cancellationToken)
    {
        var starts = new Dictionary<TopicPartition, long>();
        var left = new Dictionary<int, long>();
        for (var partition = 0; partition < plan.Ends.Count; partition++)
        {
            var key = new TopicPartition(topic, partition);
            var offsets = await log.OffsetsAsync(key, cancellationToken);
            starts[key] = Math.Clamp(plan.Ends[partition], offsets.Earliest, offsets.End);
            if (starts[key] < offsets.End)
            {
                left[partition] = offsets.End;
            }
        }

        var found = new BridgedSpans();
        if (left.Count == 0)
        {
            return found;
        }

        await using var consumer = log.ReadAll([topic], new StartAt(starts), ConsumerLimits.Default);
        while (left.Count > 0)
        {
            if (await consumer.ReadAsync(Slice, cancellationToken) is { } batch)
            {
                found.Add(batch, source);
                if (left.TryGetValue(batch.Partition.Partition, out var end) && batch.NextOffset >= end)
                {
                    left.Remove(batch.Partition.Partition);
                }
            }
        }

        return found;
    }

    private void Add(LogBatch batch, string source)
    {
        foreach (var record in batch.Records)
        {
            if (SourceSpan.Read(record.Header(SourceSpan.Header), source) is { } span)
            {
                if (!_byPartition.TryGetValue(batch.Partition.Partition, out var spans))
                {
                    _byPartition[batch.Partition.Partition] = spans = [];
                }

                spans.Add(span);
            }
        }
    }

    private sealed class StartAt(IReadOnlyDictionary<TopicPartition, long> starts) : IAssignmentListener
    {
        public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
            ValueTask.FromResult(starts);

        public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
