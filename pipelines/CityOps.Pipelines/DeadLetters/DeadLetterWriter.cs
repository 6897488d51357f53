using System.Text;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.Identity;

namespace CityOps.Pipelines.DeadLetters;

/// <summary>
/// Puts what cannot be landed on the topic's dead-letter topic, its payload sealed. The same record gives the same dead letter at each
/// attempt, so that a step done again adds none.
/// </summary>
public sealed class DeadLetterWriter(IEventLog log, IPayloadSeal seal)
{
    private const int LongestReason = 2_000;

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
        var letter = new DeadLetter(
            partition.Topic,
            DeadLetter.OriginOf(partition.Topic, partition.Partition, record.Offset),
            row,
            string.IsNullOrEmpty(field) ? null : field,
            reason.Length <= LongestReason ? reason : reason[..LongestReason],
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
