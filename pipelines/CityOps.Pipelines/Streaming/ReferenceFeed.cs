using CityOps.EventLog;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Streaming;

/// <summary>A record of a broadcast contract.</summary>
internal readonly record struct Reference(string Contract, TopicPartition Partition, LogRecord Record);

/// <summary>
/// Reads the broadcast topics of a processor from their start and follows them, once for all of its partitions in this process. It keeps
/// what it read, since a partition that is taken over later needs it again; log retention leaves those topics alone, so its memory grows with
/// all that was ever broadcast.
/// </summary>
internal sealed class ReferenceFeed(IEventLog log, IReadOnlyDictionary<string, string> contractOfTopic, ILogger logger, IReadOnlyCollection<string>? passing = null) : IAssignmentListener
{
    /// <summary>The topics whose records come all the time.</summary>
    public IReadOnlySet<string> Passing { get; } = contractOfTopic.Where(topic => passing?.Contains(topic.Value, StringComparer.Ordinal) is true).Select(topic => topic.Key).ToHashSet(StringComparer.Ordinal);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly List<Reference> _records = [];
    private readonly Dictionary<TopicPartition, long> _next = [];
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How far it has read.</summary>
    public ReferenceOffsets Read
    {
        get
        {
            lock (_lock)
            {
                return new ReferenceOffsets(new Dictionary<TopicPartition, long>(_next));
            }
        }
    }

    /// <summary>Ends once everything is read that the topics held when the feed started.</summary>
    public Task CaughtUpAsync(CancellationToken cancellationToken) => _caughtUp.Task.WaitAsync(cancellationToken);

    /// <summary>Why what a checkpoint has recorded of the references can never be read again; null where it can.</summary>
    public async ValueTask<string?> LostAsync(ReferenceOffsets recorded, CancellationToken cancellationToken)
    {
        foreach (var (partition, next) in recorded.Entries)
        {
            var offsets = await log.OffsetsAsync(partition, cancellationToken);
            if (offsets.End < next)
            {
                return $"its checkpoint has taken references up to {partition}@{next}, but that log ends at {offsets.End}: it lost its tail or was made anew. "
                    + "Forget the checkpoint to process the log from its start (a no-op for what was emitted)";
            }
        }

        return null;
    }

    /// <summary>Follows the topics until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (contractOfTopic.Count == 0)
        {
            _caughtUp.TrySetResult();
            return;
        }

        var goals = await BeginAsync(cancellationToken);
        await using var consumer = log.ReadAll([.. contractOfTopic.Keys], this, ConsumerLimits.Default);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (Read.Reaches(goals) && _caughtUp.TrySetResult())
            {
                logger.LogInformation("References are read: {Count} messages", _records.Count);
            }

            if (await consumer.ReadAsync(LongestWait, cancellationToken) is { } batch)
            {
                Keep(batch);
            }
        }
    }

    /// <summary>The records between two positions, in the order (appended at, topic, partition, offset).</summary>
    public IReadOnlyList<Reference> Between(ReferenceOffsets from, ReferenceOffsets to)
    {
        if (from.Reaches(to))
        {
            return [];
        }

        lock (_lock)
        {
            return
            [
                .. _records
                    .Where(r => r.Record.Offset >= from[r.Partition] && r.Record.Offset < to[r.Partition])
                    .OrderBy(r => r.Record.AppendedAt)
                    .ThenBy(r => r.Partition.Topic, StringComparer.Ordinal)
                    .ThenBy(r => r.Partition.Partition)
                    .ThenBy(r => r.Record.Offset),
            ];
        }
    }

    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
    {
        // After a failure the feed goes on where it was.
        lock (_lock)
        {
            return ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(partitions.Where(_next.ContainsKey).ToDictionary(p => p, p => _next[p]));
        }
    }

    public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    private void Keep(LogBatch batch)
    {
        lock (_lock)
        {
            _next[batch.Partition] = batch.NextOffset;
            foreach (var record in batch.Records)
            {
                _records.Add(new Reference(contractOfTopic[batch.Partition.Topic], batch.Partition, record));
            }
        }
    }

    // What retention has taken away counts as read: nobody will ever read it, and a step that was recorded before must not wait for it.
    private async ValueTask<ReferenceOffsets> BeginAsync(CancellationToken cancellationToken)
    {
        var ends = new Dictionary<TopicPartition, long>();
        foreach (var topic in contractOfTopic.Keys)
        {
            var description = await log.DescribeAsync(topic, cancellationToken)
                ?? throw new EventLogException($"The broadcast topic '{topic}' does not exist.");
            for (var partition = 0; partition < description.Partitions; partition++)
            {
                var key = new TopicPartition(topic, partition);
                var offsets = await log.OffsetsAsync(key, cancellationToken);
                ends[key] = offsets.End;
                lock (_lock)
                {
                    _next[key] = Math.Max(_next.GetValueOrDefault(key), offsets.Earliest);
                }
            }
        }

        return new ReferenceOffsets(ends);
    }
}
