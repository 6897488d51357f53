using System.Text;
using System.Text.Json;
using CityOps.Casework.Events;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Casework.Suspicions;

/// <summary>Puts what cannot be read aside, sealed, on <c>cityops.suspicions.v1.dead</c>. Its origin is its key: writing it again changes nothing.</summary>
internal sealed class SuspicionDeadLetters(
    IEventLog log, IPayloadSeal seal, IOptions<EventLogOptions> options, CaseworkMetrics metrics, ILogger<SuspicionDeadLetters> logger)
{
    public const string Topic = SuspicionConsumer.Topic + ".dead";

    public async Task WriteAsync(TopicPartition partition, LogRecord record, string field, string reason, CancellationToken cancellationToken)
    {
        var origin = DeadLetter.OriginOf(partition.Topic, partition.Partition, record.Offset);
        var letter = new DeadLetter(partition.Topic, origin, 0, field, reason, null, record.AppendedAt);
        letter = letter with { SealedPayload = Convert.ToBase64String(seal.Seal(record.Value.Span, letter.AssociatedData())) };
        var topic = await log.EnsureTopicAsync(Topic, options.Value.Partitions, cancellationToken);
        await log.AppendAsync(
            Topic,
            [
                new LogAppend(
                    Partitioner.PartitionOf(origin, topic.Partitions),
                    Encoding.UTF8.GetBytes(origin),
                    JsonSerializer.SerializeToUtf8Bytes(letter, CaseEventCodec.Json),
                    [new LogHeader(LogHeaders.ContentType, LogHeaders.Json), new LogHeader(LogHeaders.Rows, "1")]),
            ],
            cancellationToken);
        metrics.Dead(1);
        logger.LogWarning("A suspicion at {Origin} went to {Topic}: {Reason}", origin, Topic, reason);
    }
}
