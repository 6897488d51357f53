using System.Collections.Concurrent;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging;

namespace CityOps.EventLog.Kafka;

/// <summary>Looks once at how a topic is set that somebody else may have made, and warns of what would lose messages. It changes nothing.</summary>
internal sealed class TopicCheck(IAdminClient admin, EventLogOptions options, ILogger logger)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, bool> _checked = new(StringComparer.Ordinal);

    /// <summary>A cluster that does not tell, or does not let us ask, is no error.</summary>
    public async ValueTask CheckAsync(string topic, CancellationToken cancellationToken)
    {
        if (!_checked.TryAdd(topic, true))
        {
            return;
        }

        try
        {
            var found = await admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = topic }], new DescribeConfigsOptions { RequestTimeout = Longest })
                .WaitAsync(cancellationToken);
            Warn(topic, found[0].Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Value, StringComparer.Ordinal));
        }
        catch (KafkaException error)
        {
            logger.LogDebug("Kafka did not tell how topic '{Topic}' is set: {Reason} ({Code})", topic, error.Error.Reason, error.Error.Code);
        }
    }

    /// <param name="found">The topic's settings by Kafka's names; one that is missing is not judged.</param>
    internal void Warn(string topic, IReadOnlyDictionary<string, string> found)
    {
        foreach (var setting in TopicSetting.Of(options))
        {
            if (found.TryGetValue(setting.Name, out var value) && !setting.IsMetBy(value))
            {
                logger.LogWarning("Topic '{Topic}' has {Setting}={Found}: set it to {Value}. As it is, {Stake}", topic, setting.Name, value, setting.Value, setting.Stake);
            }
        }
    }
}
