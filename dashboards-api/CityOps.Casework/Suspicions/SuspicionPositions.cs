using CityOps.Casework.Storage;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Suspicions;

/// <summary>How far suspicions have become cases, from the progress in the database.</summary>
internal sealed class SuspicionPositions(IEventLog log, ICaseworkDbFactory databases, CaseworkHealth health) : IConsumerProgress
{
    public IReadOnlyDictionary<string, long> BufferedBytes { get; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public PartitionStatus? StatusOf(string group, TopicPartition partition) => health.Find(partition);

    public async ValueTask<IReadOnlyList<ConsumerPosition>> PositionsAsync(CancellationToken cancellationToken)
    {
        var done = await DoneAsync(cancellationToken);
        var positions = new List<ConsumerPosition>();
        var topic = await log.DescribeAsync(SuspicionConsumer.Topic, cancellationToken);
        for (var number = 0; number < (topic?.Partitions ?? 0); number++)
        {
            var partition = new TopicPartition(SuspicionConsumer.Topic, number);
            var offsets = await log.OffsetsAsync(partition, cancellationToken);
            var own = health.Find(partition);
            positions.Add(ConsumerPosition.Of(SuspicionConsumer.Group, partition, done is null ? own?.NextOffset : done.GetValueOrDefault(number, offsets.Earliest), offsets, own));
        }

        return positions;
    }

    // A database that is away must not hide how the others fare: then what this process knows has to do.
    private async ValueTask<Dictionary<int, long>?> DoneAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var db = databases.Create();
            return await db.ConsumedOffsets.AsNoTracking().Where(o => o.Topic == SuspicionConsumer.Topic)
                .ToDictionaryAsync(o => o.Partition, o => o.NextOffset, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return null;
        }
    }
}
