using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>A stretch of one partition of a broadcast topic: from an offset to one past the last.</summary>
internal readonly record struct ReferenceRange(TopicPartition Partition, long From, long To);
