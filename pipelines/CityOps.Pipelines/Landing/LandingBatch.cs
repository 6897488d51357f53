using Apache.Arrow;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.Pipelines.DeadLetters;

namespace CityOps.Pipelines.Landing;

/// <summary>Consecutive messages of one partition, decoded and ready to go in.</summary>
/// <param name="Rows">The good rows, in the columns of the table.</param>
/// <param name="DeadLetters">The others.</param>
/// <param name="NextOffset">One past the last message.</param>
/// <param name="LastAppendedAt">When the log took the last message.</param>
internal sealed record LandingBatch(
    TopicPartition Partition,
    long FirstOffset,
    long NextOffset,
    IReadOnlyList<RecordBatch> Rows,
    long RowCount,
    IReadOnlyList<DeadLetter> DeadLetters,
    DateTimeOffset LastAppendedAt) : IDisposable
{
    /// <summary>Names the range, the same whenever it is landed again.</summary>
    public string Id => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Partition}@{FirstOffset}-{NextOffset}");

    public void Dispose()
    {
        foreach (var rows in Rows)
        {
            rows.Dispose();
        }
    }

    public static async ValueTask<LandingBatch> DecodeAsync(
        IReadOnlyList<LogBatch> messages, LandingRoute route, LandingColumns columns, DeadLetterWriter deadLetters, CancellationToken cancellationToken)
    {
        var partition = messages[0].Partition;
        var good = new List<RecordBatch>();
        var dead = new List<DeadLetter>();
        var total = 0L;
        foreach (var record in messages.SelectMany(batch => batch.Records))
        {
            try
            {
                total += await DecodeAsync(record, partition, route, columns, deadLetters, good, dead, cancellationToken);
            }
            catch (UndecodableBodyException error)
            {
                dead.Add(deadLetters.OfMessage(partition, record, error.Message));
            }
        }

        var last = messages[^1];
        return new LandingBatch(partition, messages[0].Records[0].Offset, last.NextOffset, good, total, dead, last.Records[^1].AppendedAt);
    }

    private static async ValueTask<int> DecodeAsync(
        LogRecord record,
        TopicPartition partition,
        LandingRoute route,
        LandingColumns columns,
        DeadLetterWriter deadLetters,
        List<RecordBatch> good,
        List<DeadLetter> dead,
        CancellationToken cancellationToken)
    {
        var parts = await MessageReader.ReadAsync(record, route.Schema, cancellationToken);
        var count = parts.Sum(part => part.Rows.Length);
        if (count > SourceOrder.MaxRowsPerMessage)
        {
            throw new UndecodableBodyException($"The message holds {count} rows; at most {SourceOrder.MaxRowsPerMessage} can be told apart. Send fewer rows a message.");
        }

        var row = 0;
        foreach (var part in parts)
        {
            if (part.Rows.Length > 0)
            {
                good.Add(columns.Add(part.Rows, record.Offset, record.AppendedAt, row));
                row += part.Rows.Length;
            }

            dead.AddRange(part.Rejected.Select(rejected => deadLetters.OfRow(partition, record, rejected)));
        }

        return count;
    }
}
