using System.Globalization;
using CityOps.Contracts.Events;

namespace CityOps.EventLog.DeadLetters;

/// <summary>Ties a message that is sent again to the dead letter it was, so that refusing it again gives the same letter and not another.</summary>
public static class DeadLetterReference
{
    public static IReadOnlyList<LogHeader> HeadersOf(DeadLetter letter) =>
    [
        new(LogHeaders.DeadLetterOrigin, letter.Origin),
        new(LogHeaders.DeadLetterRow, letter.Row.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The key of the dead letter for a row of a message (0: the whole message).</summary>
    public static (string Origin, long Row) Of(TopicPartition partition, LogRecord record, long row)
    {
        if (record.Header(LogHeaders.DeadLetterOrigin) is not { Length: > 0 } origin)
        {
            return (DeadLetter.OriginOf(partition.Topic, partition.Partition, record.Offset), row);
        }

        // A message that was one row has that row's number; one that was refused whole numbers its own rows.
        var known = long.TryParse(record.Header(LogHeaders.DeadLetterRow), NumberStyles.None, CultureInfo.InvariantCulture, out var was);
        return (origin, known && was > 0 ? was : row);
    }
}
