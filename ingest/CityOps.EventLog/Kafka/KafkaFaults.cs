using Confluent.Kafka;

namespace CityOps.EventLog.Kafka;

/// <summary>Tells errors that pass by themselves from those that somebody has to act on.</summary>
internal static class KafkaFaults
{
    /// <summary>Whether nothing more comes of this partition, or of the consumer, unless somebody acts.</summary>
    public static bool Stops(Error error) => error.IsFatal || error.Code
        is ErrorCode.Local_AutoOffsetReset or ErrorCode.Local_BadMsg or ErrorCode.Local_BadCompression
        or ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
        or ErrorCode.SaslAuthenticationFailed;

    public static EventLogException Of(ConsumeException error, IReadOnlyList<string> topics)
    {
        var record = error.ConsumerRecord;
        var where = record is null ? string.Join(", ", topics) : new TopicPartition(record.Topic, record.Partition.Value).ToString();
        return new EventLogException(
            error.Error.Code == ErrorCode.Local_AutoOffsetReset
                ? $"{where} does not hold the offset asked for: the position belongs to another log, or retention passed it. Start at the earliest offset, or restore the log. ({error.Error.Reason})"
                : $"{where} cannot be read: {error.Error.Reason} ({error.Error.Code})",
            error);
    }
}
