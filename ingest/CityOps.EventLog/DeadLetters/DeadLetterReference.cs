using System.Globalization;
using CityOps.Contracts.Events;

namespace CityOps.EventLog.DeadLetters;

/// <summary>Which dead letter a row or message becomes if it is refused.</summary>
/// <param name="FirstAt">When it was refused the first time; null where this is the first time, or nobody knows.</param>
/// <param name="Attempts">How often it will have been refused then.</param>
public sealed record DeadLetterPlace(string Origin, long Row, DateTimeOffset? FirstAt, long Attempts);

/// <summary>Ties a message that is sent again to the dead letter it was, so that refusing it again gives the same letter and not another.</summary>
public static class DeadLetterReference
{
    public static IReadOnlyList<LogHeader> HeadersOf(DeadLetter letter) =>
    [
        new(LogHeaders.DeadLetterOrigin, letter.Origin),
        new(LogHeaders.DeadLetterRow, Text(letter.Row)),
        new(LogHeaders.DeadLetterFirstAt, Text((letter.FirstAt ?? letter.At).ToUnixTimeMilliseconds())),
        new(LogHeaders.DeadLetterAttempts, Text(letter.Attempts)),
    ];

    /// <summary>The place of a row of a message (0: of the whole message).</summary>
    public static DeadLetterPlace Of(TopicPartition partition, LogRecord record, long row)
    {
        if (record.Header(LogHeaders.DeadLetterOrigin) is not { Length: > 0 } origin)
        {
            return new DeadLetterPlace(DeadLetter.OriginOf(partition.Topic, partition.Partition, record.Offset), row, FirstAt: null, Attempts: 1);
        }

        // A message that was one row has that row's number; one that was refused whole numbers its own rows.
        var was = Number(record, LogHeaders.DeadLetterRow) ?? 0;
        var firstAt = Number(record, LogHeaders.DeadLetterFirstAt) is { } ms and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : (DateTimeOffset?)null;
        return new DeadLetterPlace(origin, was > 0 ? was : row, firstAt, Math.Min(Number(record, LogHeaders.DeadLetterAttempts) ?? 1, 999_999) + 1);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long? Number(LogRecord record, string header) =>
        long.TryParse(record.Header(header), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
