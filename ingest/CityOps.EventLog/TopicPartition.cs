namespace CityOps.EventLog;

/// <summary>One partition of one topic.</summary>
/// <param name="Partition">From 0.</param>
public readonly record struct TopicPartition(string Topic, int Partition)
{
    public override string ToString() => $"{Topic}[{Partition}]";
}
