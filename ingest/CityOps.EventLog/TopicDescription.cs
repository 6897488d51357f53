namespace CityOps.EventLog;

/// <summary>A topic as it is.</summary>
/// <param name="LogId">
/// Kafka: the topic id. Embedded: random, made with the topic and anew after any lost tail. A checkpoint that names another id belongs to a log
/// that is gone: its partition stops and says so.
/// </param>
/// <param name="Partitions">How many it has, from 1.</param>
public sealed record TopicDescription(string Topic, string LogId, int Partitions);
