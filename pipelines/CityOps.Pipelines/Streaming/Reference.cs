using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>A record of a broadcast contract.</summary>
internal readonly record struct Reference(string Contract, TopicPartition Partition, LogRecord Record);
