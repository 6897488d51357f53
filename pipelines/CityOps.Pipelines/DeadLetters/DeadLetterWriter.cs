using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.EventLog.DeadLetters;
using CityOps.Identity;
using CityOps.Identity.Sealing;

namespace CityOps.Pipelines.DeadLetters;

/// <summary>
/// Makes dead letters of what cannot be landed, their payloads sealed, and puts them on the topic's dead-letter topic. The same record gives
/// the same dead letter at each attempt, so that a step done again adds none.
/// </summary>
public sealed class DeadLetterWriter(DeadLetterLog log, IPayloadSeal seal)
{
    private const int LongestReason = 1_900;

    /// <summary>One whole message that could not be read, or that the warehouse refused.</summary>
    public DeadLetter OfMessage(TopicPartition partition, LogRecord record, string reason) =>
        Sealed(partition, record, row: 0, field: null, reason, record.Value, record.Header(LogHeaders.ContentType) ?? LogHeaders.Json);

    /// <summary>One row of a message that is not valid.</summary>
    public DeadLetter OfRow(TopicPartition partition, LogRecord record, RejectedRow rejected) =>
        Sealed(partition, record, rejected.Row, rejected.Field, rejected.Reason, rejected.Body(), rejected.IsCut ? null : rejected.ContentType);

    /// <summary>Appends dead letters; they are durable when this returns.</summary>
    public async ValueTask AppendAsync(TopicPartition origin, IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        foreach (var ofCause in letters.GroupBy(letter => letter.Row == 0 ? DeadLetterCause.UnreadableMessage : DeadLetterCause.InvalidRow))
        {
            await AppendAsync(origin, ofCause.Key, [.. ofCause], cancellationToken);
        }
    }

    /// <summary>Appends dead letters of one cause.</summary>
    public async ValueTask AppendAsync(TopicPartition origin, DeadLetterCause cause, IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken) =>
        await log.AppendAsync(origin.Topic, cause, letters, cancellationToken);

    private DeadLetter Sealed(
        TopicPartition partition, LogRecord record, long row, string? field, string reason, ReadOnlyMemory<byte> payload, string? contentType)
    {
        var (origin, originRow) = DeadLetterReference.Of(partition, record, row);
        var (letter, kept) = log.Fit(
            new DeadLetter(
                partition.Topic,
                origin,
                originRow,
                string.IsNullOrEmpty(field) ? null : field,
                reason.Length <= LongestReason ? reason : reason[..LongestReason],
                SealedPayload: null,
                record.AppendedAt,
                contentType is { Length: <= 128 } ? contentType : null),
            payload);
        return seal.Seal(letter, kept.Span);
    }
}
