namespace CityOps.EventLog;

/// <summary>Consecutive messages of one partition.</summary>
/// <param name="LogId">Which log these offsets belong to: see <see cref="TopicDescription.LogId"/>.</param>
/// <param name="Records">At least one, offsets ascending (Kafka may leave holes).</param>
/// <param name="NextOffset">Where reading goes on after this batch.</param>
public sealed record LogBatch(TopicPartition Partition, string LogId, IReadOnlyList<LogRecord> Records, long NextOffset)
{
    /// <summary>Gives the memory of the records back, where the log wants it back; set by the log.</summary>
    public Action? OnRelease { get; init; }

    /// <summary>
    /// Says that nobody will look at the records' keys and values again: the log may read other messages into their memory. Once a batch at most; who
    /// never says so leaves them to the collector.
    /// </summary>
    public void Release() => OnRelease?.Invoke();
}
