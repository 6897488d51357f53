using CityOps.EventLog;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Partitions;

/// <summary>Makes the topics that are missing.</summary>
internal static class TopicPreparation
{
    /// <summary>A topic that the log will not make (its operators do) holds up no other: it is consumed once it appears.</summary>
    /// <exception cref="EventLogException">The log is not available.</exception>
    public static async ValueTask EnsureAsync(IEventLog log, IEnumerable<string> topics, int partitions, ILogger logger, CancellationToken cancellationToken)
    {
        foreach (var topic in topics)
        {
            try
            {
                await log.EnsureTopicAsync(topic, partitions, cancellationToken);
            }
            catch (TopicRefusedException refused)
            {
                logger.LogWarning("Topic '{Topic}' is missing, and nothing is read from it until somebody makes it: {Reason}", topic, refused.Message);
            }
        }
    }
}
