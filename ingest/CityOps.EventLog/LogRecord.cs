namespace CityOps.EventLog;

/// <summary>One partition of one topic.</summary>
public readonly record struct TopicPartition(string Topic, int Partition)
{
    public override string ToString() => $"{Topic}[{Partition}]";
}

/// <summary>A header of a message; values are UTF-8 text in all of CityOps' own headers.</summary>
public readonly record struct LogHeader(string Name, string Value);

/// <summary>A message to append.</summary>
/// <param name="Key">The subject's key, or empty. Never a household's identity.</param>
public sealed record LogAppend(int Partition, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, IReadOnlyList<LogHeader> Headers);

/// <summary>A message that was read.</summary>
/// <param name="AppendedAt">When the log took it, UTC, in whole milliseconds; stays the same at each reading.</param>
public sealed record LogRecord(long Offset, DateTimeOffset AppendedAt, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, IReadOnlyList<LogHeader> Headers)
{
    /// <summary>The header's value, or null.</summary>
    public string? Header(string name)
    {
        foreach (var header in Headers)
        {
            if (string.Equals(header.Name, name, StringComparison.Ordinal))
            {
                return header.Value;
            }
        }

        return null;
    }
}

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

/// <param name="LogId">
/// Kafka: the topic id. Embedded: random, made with the topic and anew after any lost tail. A checkpoint that names another id belongs to a log
/// that is gone: its partition stops and says so.
/// </param>
public sealed record TopicDescription(string Topic, string LogId, int Partitions);

/// <param name="Earliest">The first offset still held.</param>
/// <param name="End">One past the last offset that readers may see.</param>
public readonly record struct LogOffsets(long Earliest, long End);

/// <summary>Header names CityOps uses.</summary>
public static class LogHeaders
{
    public const string ContentType = "content-type";

    /// <summary>How many rows the message holds, decimal; a hint for lag in rows.</summary>
    public const string Rows = "rows";

    /// <summary>On a message that was a dead letter and was sent again: that dead letter's origin and row, decimal.</summary>
    public const string DeadLetterOrigin = "dead-letter-origin";
    public const string DeadLetterRow = "dead-letter-row";

    public const string ArrowStream = "application/vnd.apache.arrow.stream";
    public const string Json = "application/json";
    public const string JsonLines = "application/x-ndjson";
}
