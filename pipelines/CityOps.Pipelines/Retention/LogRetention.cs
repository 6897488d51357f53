using CityOps.Contracts.Catalog;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Scenarios;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Retention;

/// <summary>
/// Drops old messages of the topics that land. It never passes the lowest checkpoint: a partition that some group has not begun, or that a
/// checkpoint of another log names, keeps everything. Broadcast topics are exempt, since processors read them from their start.
/// </summary>
public sealed class LogRetention(
    IEventLog log, ICheckpointStore checkpoints, LandingRoutes routes, ScenarioCatalog scenarios, ContractCatalog contracts, TimeProvider time, ILogger<LogRetention> logger)
{
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(30);

    /// <param name="keep">The age up to which messages stay.</param>
    public async Task RunAsync(TimeSpan keep, CancellationToken cancellationToken)
    {
        var groupsOf = GroupsByTopic();
        var progress = await checkpoints.ListAsync(cancellationToken);
        var broadcast = contracts.All.Where(contract => contract.Broadcast).Select(contract => contract.Topic).ToHashSet(StringComparer.Ordinal);
        foreach (var topic in routes.Topics.Where(topic => !broadcast.Contains(topic)))
        {
            var description = await log.DescribeAsync(topic, cancellationToken);
            for (var partition = 0; partition < (description?.Partitions ?? 0); partition++)
            {
                var key = new TopicPartition(topic, partition);
                if (LowestCheckpoint(key, description!.LogId, groupsOf[topic], progress) is { } lowest)
                {
                    await TruncateAsync(key, lowest, time.GetUtcNow() - keep, cancellationToken);
                }
            }
        }
    }

    private Dictionary<string, List<string>> GroupsByTopic()
    {
        var groups = routes.Topics.ToDictionary(topic => topic, _ => new List<string> { LandingService.Group }, StringComparer.Ordinal);
        foreach (var part in scenarios.Of<StreamProcessorPart>())
        {
            if (groups.TryGetValue(contracts[part.Contract].Keyed.Topic, out var of))
            {
                of.Add(part.Group);
            }
        }

        return groups;
    }

    private static long? LowestCheckpoint(TopicPartition partition, string logId, List<string> groups, IReadOnlyList<CheckpointSummary> progress)
    {
        var own = progress.Where(c => c.Partition == partition).ToList();
        var begun = groups.TrueForAll(group => own.Exists(c => string.Equals(c.Group, group, StringComparison.Ordinal)));
        return begun && own.TrueForAll(c => string.Equals(c.LogId, logId, StringComparison.Ordinal)) ? own.Min(c => c.NextOffset) : null;
    }

    private async ValueTask TruncateAsync(TopicPartition partition, long lowest, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var offsets = await log.OffsetsAsync(partition, cancellationToken);
        var until = await FirstSinceAsync(partition, offsets.Earliest, Math.Min(lowest, offsets.End), before, cancellationToken);
        if (until > offsets.Earliest)
        {
            await log.TruncateAsync(partition, until, cancellationToken);
            logger.LogInformation("{Partition} dropped {Count} messages before offset {Offset}", partition, until - offsets.Earliest, until);
        }
    }

    // Messages lie in the order in which they were appended, so the place is found by halving.
    private async ValueTask<long> FirstSinceAsync(TopicPartition partition, long from, long to, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        if (from >= to)
        {
            return from;
        }

        await using var reader = log.ReadAll([partition.Topic], new FromTheStart(), new ConsumerLimits(MaxRecords: 1));
        var (low, high) = (from, to);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await AppendedAtAsync(reader, partition, middle, cancellationToken) < instant)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static async ValueTask<DateTimeOffset> AppendedAtAsync(ILogConsumer reader, TopicPartition partition, long offset, CancellationToken cancellationToken)
    {
        var isSought = false;
        while (true)
        {
            // The first read is also what assigns the partition.
            if (!isSought && reader.Assigned.Contains(partition))
            {
                reader.Seek(partition, offset);
                isSought = true;
            }

            var batch = await reader.ReadAsync(ReadLimit, cancellationToken)
                ?? throw new EventLogException($"{partition} gave no message at offset {offset} within {ReadLimit.TotalSeconds:0} s.");
            if (isSought && batch.Partition == partition && batch.Records[0].Offset >= offset)
            {
                return batch.Records[0].AppendedAt;
            }
        }
    }

    private sealed class FromTheStart : IAssignmentListener
    {
        public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(new Dictionary<TopicPartition, long>());

        public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

        public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;
    }
}
