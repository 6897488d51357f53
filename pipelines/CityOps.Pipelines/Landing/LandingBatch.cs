using Apache.Arrow;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
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
    /// <summary>What it was decoded from.</summary>
    public IReadOnlyList<LogBatch> Messages { get; init; } = [];

    /// <summary>Names the range, the same whenever it is landed again.</summary>
    public string Id => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Partition}@{FirstOffset}-{NextOffset}");

    public void Dispose()
    {
        foreach (var rows in Rows)
        {
            rows.Dispose();
        }
    }

    public static LandingBatch Decode(IReadOnlyList<LogBatch> messages, LandingRoute route, LandingColumns columns, DeadLetterWriter deadLetters)
    {
        var partition = messages[0].Partition;
        var good = new List<RecordBatch>();
        var dead = new List<DeadLetter>();
        foreach (var record in messages.SelectMany(batch => batch.Records))
        {
            try
            {
                // A message lands whole or not at all, so that its dead letter says all there is to say of it.
                var message = MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, route.Schema);
                CheckSize(message.Rows.Length);
                if (message.Rows.Length > 0)
                {
                    good.Add(columns.Add(message.Rows, record.Offset, record.AppendedAt));
                }

                dead.AddRange(message.Rejected.Select(rejected => deadLetters.OfRow(partition, record, rejected)));
            }
            catch (UndecodableBodyException error)
            {
                dead.Add(deadLetters.OfMessage(partition, record, error.Refusal));
            }
        }

        var last = messages[^1];
        return new LandingBatch(partition, messages[0].Records[0].Offset, last.NextOffset, good, good.Sum(rows => (long)rows.Length), dead, last.Records[^1].AppendedAt)
        {
            Messages = messages,
        };
    }

    private static void CheckSize(int rows)
    {
        if (rows > SourceOrder.MaxRowsPerMessage)
        {
            throw new UndecodableBodyException(new Refusal(
                RefusalCode.TooManyRows, $"The message holds more rows than the {SourceOrder.MaxRowsPerMessage} that can be told apart. Send fewer rows a message.", $"it holds {rows}"));
        }
    }
}
