using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.EventLog;
using CityOps.EventLog.DeadLetters;
using CityOps.Identity;
using CityOps.Identity.Sealing;
using Microsoft.Extensions.Logging;

namespace CityOps.Casework.Suspicions;

/// <summary>Puts what cannot be read or applied aside, sealed, on <c>cityops.suspicions.v1.dead</c>. Its origin is its key: writing it again changes nothing.</summary>
internal sealed class SuspicionDeadLetters(DeadLetterLog log, IPayloadSeal seal, CaseworkMetrics metrics, ILogger<SuspicionDeadLetters> logger)
{
    public const string Topic = SuspicionConsumer.Topic + ".dead";

    public async Task WriteAsync(
        TopicPartition partition, LogRecord record, DeadLetterCause cause, string field, Refusal refusal, CancellationToken cancellationToken)
    {
        var place = DeadLetterReference.Of(partition, record, row: 0);
        var (letter, kept) = log.Fit(
            new DeadLetter(
                partition.Topic, place.Origin, place.Row, field.Length == 0 ? null : field, refusal.Reason, SealedPayload: null, record.AppendedAt,
                record.Header(LogHeaders.ContentType) ?? LogHeaders.Json,
                refusal.Code, refusal.Detail, place.FirstAt, place.Attempts),
            record.Value);
        await log.AppendAsync(partition.Topic, cause, [seal.Seal(letter, kept.Span)], cancellationToken);
        metrics.Dead(1);
        logger.LogWarning("A suspicion at {Origin} went to {Topic}: {Reason}", place.Origin, Topic, refusal);
    }
}
