using Microsoft.Extensions.Logging;

namespace CityOps.EventLog.Kafka;

/// <summary>
/// Finds the partitions of a reader that is in no group: topics that appear late, and partitions that a topic gets later. Members of a
/// group are told by librdkafka.
/// </summary>
internal sealed class TopicDiscovery(IReadOnlyList<string> topics, KafkaTopics catalogue, TimeSpan refreshEvery, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan MissingEvery = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, int> _found = new(StringComparer.Ordinal);
    private long _lookedAt;

    /// <summary>Partitions that were not there at the last look. Blocks for as long as the cluster takes to answer.</summary>
    public IReadOnlyList<Confluent.Kafka.TopicPartition> Next(CancellationToken cancellationToken)
    {
        var every = _found.Count < topics.Count && MissingEvery < refreshEvery ? MissingEvery : refreshEvery;
        if (_lookedAt != 0 && time.GetElapsedTime(_lookedAt) < every)
        {
            return [];
        }

        var found = topics.SelectMany(topic => NewOf(topic, cancellationToken)).ToList();
        _lookedAt = time.GetTimestamp();
        return found;
    }

    private IEnumerable<Confluent.Kafka.TopicPartition> NewOf(string topic, CancellationToken cancellationToken)
    {
        var known = _found.GetValueOrDefault(topic);
        var now = Math.Max(known, PartitionsOf(topic, cancellationToken));
        if (now > 0)
        {
            _found[topic] = now;
        }

        return Enumerable.Range(known, now - known).Select(p => new Confluent.Kafka.TopicPartition(topic, p));
    }

    // Waits on the consumer's own thread, as its callbacks do: what is found is assigned there, between two reads.
    private int PartitionsOf(string topic, CancellationToken cancellationToken)
    {
        try
        {
            return catalogue.DescribeAsync(topic, cancellationToken).AsTask().GetAwaiter().GetResult()?.Partitions ?? 0;
        }
        catch (EventLogException error)
        {
            // What is assigned is read on; the next look asks again.
            logger.LogWarning("Topic '{Topic}' was not looked up: {Reason}", topic, error.Message);
            return 0;
        }
    }
}
