namespace CityOps.EventLog;

/// <summary>A message to append.</summary>
/// <param name="Partition">From 0; the topic's number of partitions bounds it.</param>
/// <param name="Key">The subject's key, or empty. Never a household's identity.</param>
public sealed record LogAppend(int Partition, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, IReadOnlyList<LogHeader> Headers);
