namespace CityOps.EventLog;

/// <summary>
/// One partition cannot be read on until somebody acts: a record is damaged, the position is gone, or the rights to it are. Its reader may pause it and
/// read the others.
/// </summary>
public sealed class PartitionReadException(TopicPartition partition, string message, Exception? inner = null) : EventLogException(message, inner)
{
    /// <summary>Which one; the message names it too.</summary>
    public TopicPartition Partition => partition;
}
