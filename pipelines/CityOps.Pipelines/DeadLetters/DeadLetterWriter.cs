using System.Text;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.Identity;
using Microsoft.Extensions.Options;

namespace CityOps.Pipelines.DeadLetters;

/// <summary>
/// Puts what cannot be landed on the topic's dead-letter topic, its payload sealed. The same record gives the same dead letter at each
/// attempt, so that a step done again adds none.
/// </summary>
public sealed class DeadLetterWriter(IEventLog log, IPayloadSeal seal, IOptions<EventLogOptions> options)
{
    private const int LongestReason = 1_900;

    // What a dead letter holds beside its payload, at the most, every character of the reason escaped.
    private const int EnvelopeBytes = 16 * 1024;

    // A payload grows by a third as base64, and must still go into a message.
    private readonly int _longestPayload = Math.Max(0, (options.Value.MaxMessageBytes - EnvelopeBytes) / 4 * 3);

    /// <summary>One whole message that could not be read.</summary>
    public DeadLetter OfMessage(TopicPartition partition, LogRecord record, string reason) =>
        Sealed(partition, record, row: 0, field: null, reason, record.Value.Span);

    /// <summary>One row of a message that is not valid.</summary>
    public DeadLetter OfRow(TopicPartition partition, LogRecord record, RejectedRow rejected) =>
        Sealed(partition, record, rejected.Row, rejected.Field, rejected.Reason, rejected.Raw.Span);

    /// <summary>Appends dead letters; they are durable when this returns.</summary>
    public async ValueTask AppendAsync(TopicPartition origin, IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        var topic = DeadTopicOf(origin.Topic);
        var description = await log.DescribeAsync(topic, cancellationToken) ?? await log.EnsureTopicAsync(topic, 1, cancellationToken);
        var partition = origin.Partition % description.Partitions;
        await log.AppendAsync(topic, [.. letters.Select(letter => AppendOf(partition, letter))], cancellationToken);
    }

    private DeadLetter Sealed(TopicPartition partition, LogRecord record, long row, string? field, string reason, ReadOnlySpan<byte> payload)
    {
        reason = reason.Length <= LongestReason ? reason : reason[..LongestReason];
        if (payload.Length > _longestPayload)
        {
            reason = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reason} (the first {_longestPayload} of {payload.Length} bytes are kept)");
            payload = payload[.._longestPayload];
        }

        var letter = new DeadLetter(
            partition.Topic,
            DeadLetter.OriginOf(partition.Topic, partition.Partition, record.Offset),
            row,
            string.IsNullOrEmpty(field) ? null : field,
            reason,
            SealedPayload: null,
            record.AppendedAt);
        return letter with { SealedPayload = Convert.ToBase64String(seal.Seal(payload, letter.AssociatedData())) };
    }

    private static LogAppend AppendOf(int partition, DeadLetter letter) => new(
        partition,
        Encoding.UTF8.GetBytes(letter.Origin),
        EventJson.Write(letter),
        [new LogHeader(LogHeaders.ContentType, LogHeaders.Json), new LogHeader(LogHeaders.Rows, "1")]);

    // What is wrong with a dead letter itself stays on its own topic.
    private static string DeadTopicOf(string topic) => topic.EndsWith(".dead", StringComparison.Ordinal) ? topic : topic + ".dead";
}
