namespace CityOps.EventLog;

/// <summary>
/// Records that a broker has, but without saying where: it took them at an attempt whose answer was lost, and the next attempt is told no more than that they are there.
/// </summary>
public static class UnplacedRecords
{
    /// <summary>Stands in for the offset.</summary>
    public const long Offset = -1;

    /// <summary>Gives each of them the last offset of its partition, which it does not lie behind: enough for whoever waits until it was read.</summary>
    /// <param name="offsets">As <see cref="IEventLog.AppendAsync"/> returned them; changed here.</param>
    public static async ValueTask<long[]> BoundAsync(this IEventLog log, string topic, IReadOnlyList<LogAppend> records, long[] offsets, CancellationToken cancellationToken)
    {
        for (var at = 0; at < offsets.Length; at++)
        {
            if (offsets[at] == Offset)
            {
                offsets[at] = (await log.OffsetsAsync(new TopicPartition(topic, records[at].Partition), cancellationToken)).End - 1;
            }
        }

        return offsets;
    }
}
