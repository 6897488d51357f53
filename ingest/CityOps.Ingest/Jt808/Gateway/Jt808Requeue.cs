using System.Text;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.EventLog.DeadLetters;
using CityOps.Ingest.Appending;
using CityOps.Ingest.Jt808.Protocol;
using CityOps.Ingest.Jt808.Trucks;

namespace CityOps.Ingest.Jt808.Gateway;

/// <summary>Sends what the gateway put aside again: decoded anew, by the register as it is now. Positions that are in already change nothing.</summary>
internal sealed class Jt808Requeue(ContractCatalog contracts, ContractAppender appender, PositionMapper mapper, TruckDirectoryFeed register) : IDeadLetterRequeue
{
    public bool Takes(DeadLetter letter) => letter.Origin.StartsWith(Quarantine.Prefix, StringComparison.Ordinal);

    public async ValueTask<RequeueRefusal?> TryAppendAsync(DeadLetter letter, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        await register.CaughtUp.WaitAsync(cancellationToken);
        var message = MessageText.Read(Encoding.ASCII.GetString(payload.Span));
        if (message is null)
        {
            return new RequeueRefusal(DeadLetterCause.UnreadableMessage, null, new Refusal(RefusalCode.UnreadableMessage, "Its frames cannot be read."));
        }

        var mapped = PositionMessages.Read(message.Header.MessageId, message.Body, out var complaint).Select(position => mapper.Map(message.Header.Phone, position)).ToList();
        var rows = mapped.Select(position => position.Row).OfType<TruckPosition>().ToList();
        if (rows.Count > 0)
        {
            using var batch = new DecodedRows(RowBatch.From(rows), []);
            await appender.AppendAsync(contracts["truck-positions"], batch, letter.Origin, new AppendReceipt(), cancellationToken, DeadLetterReference.HeadersOf(letter));
        }

        var refused = mapped.Find(position => position.Row is null);
        return refused.Refusal is { } refusal ? new RequeueRefusal(DeadLetterCause.InvalidRow, refused.Field, refusal)
            : rows.Count == 0 ? new RequeueRefusal(DeadLetterCause.UnreadableMessage, null, new Refusal(RefusalCode.NoRows, "It holds no position.", complaint))
            : null;
    }
}
