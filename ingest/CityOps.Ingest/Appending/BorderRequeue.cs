using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.EventLog.DeadLetters;
using CityOps.Ingest.Jt808.Gateway;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Appending;

/// <summary>Sends again what the border refused, through the border: decoded, pseudonymised and split like any upload, under its old origin and row.</summary>
public sealed class BorderRequeue(ContractCatalog contracts, ContractAppender appender, TimeProvider clock, IOptions<IngestOptions> options) : IDeadLetterRequeue
{
    private static readonly Refusal NoRow = new(RefusalCode.NoRows, "It holds no row.");

    // Uploads, and records of external topics: everything that was not yet on the contract's own topic.
    // What terminals sent is decoded by their gateway.
    public bool Takes(DeadLetter letter) =>
        !letter.IsFromLog && !letter.Origin.StartsWith(Quarantine.Prefix, StringComparison.Ordinal);

    public async ValueTask<RequeueRefusal?> TryAppendAsync(DeadLetter letter, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var topic = letter.Topic;
        var contract = contracts.All.FirstOrDefault(c => string.Equals(c.Topic, topic, StringComparison.Ordinal));
        if (contract is null || contract.IsInternal)
        {
            return new RequeueRefusal(
                DeadLetterCause.UnreadableMessage, null, new Refusal(RefusalCode.UnknownContract, "No contract that the border takes has the letter's topic.", topic));
        }

        try
        {
            var taken = contract.ObservedUntil(clock.GetUtcNow().AddMinutes(options.Value.MaxFutureMinutes));
            using var rows = MessageDecoder.Decode(letter.ContentType, payload, taken);
            if (rows.Rejected.Count > 0 || rows.Rows.Length == 0)
            {
                var rejected = rows.Rejected.Count > 0 ? rows.Rejected[0] : null;
                return new RequeueRefusal(DeadLetterCause.InvalidRow, rejected?.Field is { Length: > 0 } field ? field : null, rejected?.Refusal ?? NoRow);
            }

            await appender.AppendAsync(contract, rows, letter.Origin, new AppendReceipt(), cancellationToken, DeadLetterReference.HeadersOf(letter));
            return null;
        }
        catch (UndecodableBodyException error)
        {
            return new RequeueRefusal(DeadLetterCause.InvalidRow, null, error.Refusal);
        }
    }
}
