using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;

namespace CityOps.Pipelines.Landing;

/// <summary>Reads progress from the checkpoints, so that it is right whichever process lands.</summary>
internal sealed class LandingProgress(IEventLog log, ICheckpointStore checkpoints, LandingRoutes routes, LandingStatus status, TimeProvider time) : ILandingProgress, IConsumerProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async ValueTask<IReadOnlyList<LandingPosition>> PositionsAsync(CancellationToken cancellationToken)
    {
        var landed = await LandedAsync(cancellationToken);
        var positions = new List<LandingPosition>();
        foreach (var topic in routes.Topics.Order(StringComparer.Ordinal))
        {
            foreach (var (partition, offsets) in await OffsetsAsync(topic, cancellationToken))
            {
                positions.Add(PositionOf(partition, offsets, landed));
            }
        }

        return positions;
    }

    public IReadOnlyDictionary<string, long> BufferedBytes => new Dictionary<string, long>(StringComparer.Ordinal) { [LandingService.Group] = status.BufferedBytes };

    public PartitionStatus? StatusOf(string group, TopicPartition partition) => status.Find(partition);

    async ValueTask<IReadOnlyList<ConsumerPosition>> IConsumerProgress.PositionsAsync(CancellationToken cancellationToken)
    {
        var landed = await LandedAsync(cancellationToken);
        var positions = new List<ConsumerPosition>();
        foreach (var topic in routes.Topics.Order(StringComparer.Ordinal))
        {
            foreach (var (partition, offsets) in await OffsetsAsync(topic, cancellationToken))
            {
                positions.Add(ConsumerPosition.Of(LandingService.Group, partition, landed.TryGetValue(partition, out var next) ? next : null, offsets, status.Find(partition)));
            }
        }

        return positions;
    }

    public async Task WaitAsync(string topic, IProgress<IReadOnlyList<LandingPosition>>? progress, CancellationToken cancellationToken)
    {
        // References that only processors read (controls, roads) never land: whoever waited for them would wait for ever.
        if (!routes.Topics.Contains(topic, StringComparer.Ordinal))
        {
            return;
        }

        var goals = await OffsetsAsync(topic, cancellationToken);
        while (true)
        {
            // Against the log as it is by now: a checkpoint beyond the goal would be taken for one of another log, of which everything still waits.
            var (landed, offsets) = (await LandedAsync(cancellationToken), await OffsetsAsync(topic, cancellationToken));
            var positions = goals.Keys.Select(partition => PositionOf(partition, offsets[partition], landed)).ToList();
            progress?.Report(positions);
            if (positions.Find(p => p.State is PartitionState.Stopped && p.LagMessages > 0) is { } stopped)
            {
                throw new LandingStoppedException($"{stopped.Partition} stands still: {stopped.Reason}.");
            }

            if (positions.TrueForAll(p => p.NextOffset >= goals[p.Partition].End))
            {
                return;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async ValueTask<Dictionary<TopicPartition, long>> LandedAsync(CancellationToken cancellationToken) =>
        (await checkpoints.ListAsync(cancellationToken))
            .Where(c => string.Equals(c.Group, LandingService.Group, StringComparison.Ordinal))
            .ToDictionary(c => c.Partition, c => c.NextOffset);

    private async ValueTask<Dictionary<TopicPartition, LogOffsets>> OffsetsAsync(string topic, CancellationToken cancellationToken)
    {
        var offsets = new Dictionary<TopicPartition, LogOffsets>();
        var description = await log.DescribeAsync(topic, cancellationToken);
        for (var partition = 0; partition < (description?.Partitions ?? 0); partition++)
        {
            var key = new TopicPartition(topic, partition);
            offsets[key] = await log.OffsetsAsync(key, cancellationToken);
        }

        return offsets;
    }

    private LandingPosition PositionOf(TopicPartition partition, LogOffsets offsets, Dictionary<TopicPartition, long> landed)
    {
        var own = status.Find(partition);
        var position = ConsumerPosition.Of(LandingService.Group, partition, landed.TryGetValue(partition, out var next) ? next : null, offsets, own);
        return new LandingPosition(
            partition,
            position.NextOffset,
            position.EndOffset,
            position.LagRows,
            position.LagSeconds ?? 0,
            position.Rows,
            own?.State ?? PartitionState.Running,
            position.Reason);
    }
}
