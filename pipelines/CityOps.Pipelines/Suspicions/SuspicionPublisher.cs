using System.Text;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using Microsoft.Extensions.Options;

namespace CityOps.Pipelines.Suspicions;

/// <summary>Appends suspicions to <c>cityops.suspicions.v1</c>: one JSON object a message, all of a subject in one partition.</summary>
internal sealed class SuspicionPublisher(IEventLog log, IOptions<EventLogOptions> options) : ISuspicionPublisher
{
    private static readonly string Topic = ContractReader.Read<Suspicion>().Topic;

    private static readonly IReadOnlyList<LogHeader> Headers = [new(LogHeaders.ContentType, LogHeaders.Json), new(LogHeaders.Rows, "1")];

    public async ValueTask PublishAsync(IReadOnlyList<Suspicion> suspicions, CancellationToken cancellationToken)
    {
        if (suspicions.Count == 0)
        {
            return;
        }

        var topic = await log.EnsureTopicAsync(Topic, options.Value.Partitions, cancellationToken);
        await log.AppendAsync(Topic, [.. suspicions.Select(suspicion => AppendOf(suspicion, topic.Partitions))], cancellationToken);
    }

    private static LogAppend AppendOf(Suspicion suspicion, int partitions)
    {
        var subject = Encoding.UTF8.GetBytes(suspicion.Subject);
        return new LogAppend(Partitioner.PartitionOf(subject, partitions), subject, EventJson.Write(suspicion), Headers);
    }
}
