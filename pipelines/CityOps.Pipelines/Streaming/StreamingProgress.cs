using CityOps.Contracts.Catalog;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Pipelines.Streaming;

/// <summary>Reads the progress of the stream processors from their checkpoints, so that it is right whichever process runs them.</summary>
internal sealed class StreamingProgress(
    ScenarioCatalog scenarios, ContractCatalog contracts, IEventLog log, ICheckpointStore checkpoints, StreamingStatus status) : IConsumerProgress
{
    public IReadOnlyDictionary<string, long> BufferedBytes => status.BufferedBytes;

    public PartitionStatus? StatusOf(string group, TopicPartition partition) => status.Find(group, partition);

    public async ValueTask<IReadOnlyList<ConsumerPosition>> PositionsAsync(CancellationToken cancellationToken)
    {
        var done = (await checkpoints.ListAsync(cancellationToken)).ToDictionary(c => (c.Group, c.Partition), c => c.NextOffset);
        var positions = new List<ConsumerPosition>();
        foreach (var part in scenarios.Of<StreamProcessorPart>())
        {
            var topic = contracts[part.Contract].Keyed.Topic;
            var description = await log.DescribeAsync(topic, cancellationToken);
            for (var number = 0; number < (description?.Partitions ?? 0); number++)
            {
                var partition = new TopicPartition(topic, number);
                var offsets = await log.OffsetsAsync(partition, cancellationToken);
                long? next = done.TryGetValue((part.Group, partition), out var offset) ? offset : null;
                positions.Add(ConsumerPosition.Of(part.Group, partition, next, offsets, status.Find(part.Group, partition)));
            }
        }

        return positions;
    }
}
