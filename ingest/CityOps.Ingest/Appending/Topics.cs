using System.Collections.Concurrent;
using CityOps.EventLog;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Appending;

/// <summary>How many partitions each topic has; a missing topic is made at its first use.</summary>
public sealed class Topics(IEventLog log, IOptions<EventLogOptions> options)
{
    private readonly ConcurrentDictionary<string, int> _known = new(StringComparer.Ordinal);

    public async ValueTask<int> PartitionsOfAsync(string topic, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(topic, out var partitions))
        {
            var description = await log.EnsureTopicAsync(topic, options.Value.Partitions, cancellationToken);
            _known[topic] = partitions = description.Partitions;
        }

        return partitions;
    }
}
