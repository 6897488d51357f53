using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.EventLog;
using CityOps.EventLog.DeadLetters;
using CityOps.Identity;
using CityOps.Identity.Sealing;

namespace CityOps.Pipelines.DeadLetters;

/// <summary>
/// Makes dead letters of what cannot be landed, their payloads sealed, and puts them on the topic's dead-letter topic. The same record gives
/// the same dead letter at each attempt, so that a step done again adds none.
/// </summary>
public sealed class DeadLetterWriter(DeadLetterLog log, IPayloadSeal seal, FirstPayloads first)
{
    /// <summary>One whole message that could not be read, or that the warehouse refused.</summary>
    public DeadLetter OfMessage(TopicPartition partition, LogRecord record, Refusal refusal) =>
        Sealed(partition, record, row: 0, field: null, refusal, record.Value, record.Header(LogHeaders.ContentType) ?? LogHeaders.Json);

    /// <summary>One row of a message that is not valid.</summary>
    public DeadLetter OfRow(TopicPartition partition, LogRecord record, RejectedRow rejected) =>
        Sealed(partition, record, rejected.Row, rejected.Field, rejected.Refusal, rejected.Body(), rejected.IsCut ? null : rejected.ContentType);

    /// <summary>Appends dead letters; they are durable when this returns.</summary>
    public async ValueTask AppendAsync(TopicPartition origin, IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        foreach (var ofCause in letters.GroupBy(letter => letter.Row == 0 ? DeadLetterCause.UnreadableMessage : DeadLetterCause.InvalidRow))
        {
            await AppendAsync(origin, ofCause.Key, [.. ofCause], cancellationToken);
        }
    }

    /// <summary>Appends dead letters of one cause.</summary>
    public async ValueTask AppendAsync(TopicPartition origin, DeadLetterCause cause, IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        var kept = new List<DeadLetter>(letters.Count);
        foreach (var letter in letters)
        {
            kept.Add(await first.RestoreAsync(letter, cancellationToken));
        }

        await log.AppendAsync(origin.Topic, cause, kept, cancellationToken);
    }

    private DeadLetter Sealed(
        TopicPartition partition, LogRecord record, long row, string? field, Refusal refusal, ReadOnlyMemory<byte> payload, string? contentType)
    {
        var place = DeadLetterReference.Of(partition, record, row);
        var (letter, kept) = log.Fit(
            new DeadLetter(
                partition.Topic,
                place.Origin,
                place.Row,
                string.IsNullOrEmpty(field) ? null : field,
                refusal.Reason,
                SealedPayload: null,
                record.AppendedAt,
                contentType is { Length: <= 128 } ? contentType : null,
                refusal.Code,
                refusal.Detail,
                place.FirstAt,
                place.Attempts),
            payload);
        return seal.Seal(letter, kept.Span);
    }
}
