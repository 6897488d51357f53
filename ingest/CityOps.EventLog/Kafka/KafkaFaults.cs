using Confluent.Kafka;

namespace CityOps.EventLog.Kafka;

/// <summary>Tells errors that pass by themselves from those that somebody has to act on, and what of the log these concern.</summary>
internal static class KafkaFaults
{
    /// <summary>Whether nothing more comes of this partition, this topic, or the consumer, unless somebody acts.</summary>
    public static bool Stops(Error error) => error.IsFatal || IsOfPartition(error.Code) || error.Code
        is ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.SaslAuthenticationFailed;

    /// <returns><see cref="PartitionReadException"/> or <see cref="TopicReadException"/> where the others can be read on.</returns>
    public static EventLogException Of(ConsumeException error, IReadOnlyList<string> topics)
    {
        var topic = error.ConsumerRecord?.Topic;
        if (error.Error.IsFatal || topic is null || !IsOfPartition(error.Error.Code))
        {
            return new EventLogException(Message(topic ?? string.Join(", ", topics), error.Error), error);
        }

        var partition = new TopicPartition(topic, error.ConsumerRecord!.Partition.Value);
        return partition.Partition < 0
            ? new TopicReadException(topic, Message(topic, error.Error), error)
            : new PartitionReadException(partition, Message(partition.ToString(), error.Error), error);
    }

    private static bool IsOfPartition(ErrorCode code) => code
        is ErrorCode.Local_AutoOffsetReset or ErrorCode.Local_BadMsg or ErrorCode.Local_BadCompression or ErrorCode.TopicAuthorizationFailed;

    private static string Message(string what, Error error) => error.Code switch
    {
        ErrorCode.Local_AutoOffsetReset =>
            $"{what} does not hold the offset asked for: the position belongs to another log, or retention passed it. Start at the earliest offset, or restore the log. ({error.Reason})",
        ErrorCode.TopicAuthorizationFailed => $"{what} may not be read by this user: give it the right to read the topic. ({error.Reason})",
        _ => $"{what} cannot be read: {error.Reason} ({error.Code})",
    };
}
