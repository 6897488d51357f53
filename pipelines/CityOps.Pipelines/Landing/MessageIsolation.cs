using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.EventLog;
using CityOps.Pipelines.DeadLetters;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Landing;

/// <summary>
/// Finds the messages that the warehouse refuses for what they hold, by halving: each half goes in by itself until single messages are left.
/// What is refused becomes a dead letter, the rest is in. A table that refuses everything is not the messages' fault: then it gives up.
/// </summary>
/// <param name="insert">Puts rows in; throws a <see cref="WarehouseException"/> that <see cref="WarehouseException.IsContent"/>, and retries all else.</param>
/// <param name="mostInARow">So many messages refused one after another, with none between them that goes in, mean that the table is at fault.</param>
internal sealed class MessageIsolation(
    LandingRoute route, LandingColumns columns, DeadLetterWriter deadLetters, int mostInARow, Func<LandingBatch, CancellationToken, ValueTask> insert)
{
    private int _inARow;

    /// <summary>Rows of this partition went in.</summary>
    public void WentIn() => _inARow = 0;

    /// <summary>Puts in what can go in of a batch that was refused.</summary>
    /// <returns>What is in, and a dead letter for each message that is not. The caller appends those and disposes the batch.</returns>
    /// <exception cref="LandingStoppedException">The table refuses everything.</exception>
    public async ValueTask<(LandingBatch In, IReadOnlyList<DeadLetter> Refused)> InsertWhatCanAsync(LandingBatch batch, CancellationToken cancellationToken)
    {
        var refused = new Dictionary<long, DeadLetter>();
        await HalveAsync(batch.Messages, refused, cancellationToken);
        var kept = batch.Messages.Select(m => m with { Records = [.. m.Records.Where(r => !refused.ContainsKey(r.Offset))] }).Where(m => m.Records.Count > 0).ToList();
        var landed = kept.Count == 0
            ? batch with { Rows = [], RowCount = 0, DeadLetters = [] }
            : LandingBatch.Decode(kept, route, columns, deadLetters) with { FirstOffset = batch.FirstOffset, NextOffset = batch.NextOffset };
        return (landed, [.. refused.OrderBy(letter => letter.Key).Select(letter => letter.Value)]);
    }

    private async ValueTask HalveAsync(IReadOnlyList<LogBatch> messages, Dictionary<long, DeadLetter> refused, CancellationToken cancellationToken)
    {
        using var part = LandingBatch.Decode(messages, route, columns, deadLetters);
        if (part.Rows.Count == 0)
        {
            return;
        }

        try
        {
            await insert(part, cancellationToken);
            WentIn();
        }
        catch (WarehouseException error) when (error.IsContent)
        {
            var records = messages.Sum(m => m.Records.Count);
            if (records > 1)
            {
                await HalveAsync(Take(messages, 0, records / 2), refused, cancellationToken);
                await HalveAsync(Take(messages, records / 2, records), refused, cancellationToken);
                return;
            }

            Refuse(messages[0], error, refused);
        }
    }

    private void Refuse(LogBatch message, WarehouseException error, Dictionary<long, DeadLetter> refused)
    {
        var record = message.Records[0];
        if (++_inARow >= mostInARow)
        {
            throw new LandingStoppedException(
                $"the table '{route.Table}' refused {_inARow} messages one after another for what they hold ({error.ErrorName}, code {error.Code}), the last one at "
                + $"{message.Partition}@{record.Offset}: that points to the table rather than to them. None of the last batch is lost: mend the table, then restart");
        }

        // Never the warehouse's own words: they may hold a value.
        refused[record.Offset] = deadLetters.OfMessage(
            message.Partition,
            record,
            new Refusal(
                RefusalCode.RefusedByWarehouse, "The warehouse refused the rows of this message for what they hold.", $"{error.ErrorName}, code {error.Code}, table {route.Table}"));
    }

    private static List<LogBatch> Take(IReadOnlyList<LogBatch> messages, int from, int to)
    {
        var taken = new List<LogBatch>();
        var at = 0;
        foreach (var batch in messages)
        {
            var records = batch.Records.Skip(from - at).Take(Math.Min(batch.Records.Count, to - at) - Math.Max(0, from - at)).ToList();
            if (records.Count > 0)
            {
                taken.Add(batch with { Records = records });
            }

            at += batch.Records.Count;
        }

        return taken;
    }
}
