using CityOps.Casework.Storage;
using CityOps.EventLog;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Suspicions;

/// <summary>How far each partition of suspicions has become cases, for operators. It is kept in casework's database, in the transaction of what followed from it.</summary>
public static class SuspicionCheckpoints
{
    /// <summary>The consumer's name.</summary>
    public const string Group = SuspicionConsumer.Group;

    /// <summary>Where each partition stands.</summary>
    public static async Task<IReadOnlyList<(TopicPartition Partition, string LogId, long NextOffset)>> ListAsync(ICaseworkDbFactory databases, CancellationToken cancellationToken)
    {
        await databases.MigrateAsync(cancellationToken);
        await using var db = databases.Create();
        var rows = await db.ConsumedOffsets.AsNoTracking().OrderBy(row => row.Topic).ThenBy(row => row.Partition).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (new TopicPartition(row.Topic, row.Partition), row.LogId, row.NextOffset))];
    }

    /// <summary>
    /// The partition is read from its earliest offset at the next start. Cases stay as they are: a suspicion that casework knows changes nothing unless its revision is newer. A process
    /// that reads the partition meanwhile finds its place gone and applies nothing more.
    /// </summary>
    public static async Task ForgetAsync(ICaseworkDbFactory databases, TopicPartition partition, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        await db.ConsumedOffsets.Where(row => row.Topic == partition.Topic && row.Partition == partition.Partition).ExecuteDeleteAsync(cancellationToken);
    }
}
