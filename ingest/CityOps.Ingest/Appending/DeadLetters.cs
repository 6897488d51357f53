using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog.DeadLetters;
using CityOps.Identity;
using CityOps.Identity.Sealing;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Appending;

/// <summary>
/// Writes rejected rows to the contract's dead-letter topic. The row itself, and with it the value at fault, is only inside the seal;
/// field, row number and reason are in clear.
/// </summary>
public sealed class DeadLetters(DeadLetterLog log, IPayloadSeal seal, TimeProvider clock, IOptions<IngestOptions> options)
{
    public async ValueTask AppendAsync(
        ContractSchema contract, IReadOnlyList<RejectedRow> rejected, string origin, AppendReceipt receipt, CancellationToken cancellationToken)
    {
        if (rejected.Count == 0)
        {
            return;
        }

        // In slices, so that the sealed copies of a file that is wrong from end to end are not all held at once.
        foreach (var slice in rejected.Chunk(1_024))
        {
            DeadLetter[] letters = [.. slice.Select(row => LetterOf(contract, row, origin))];
            receipt.AddEnds(await log.AppendAsync(contract.Topic, DeadLetterCause.InvalidRow, letters, cancellationToken));
        }

        receipt.AddRejected(rejected);
    }

    private DeadLetter LetterOf(ContractSchema contract, RejectedRow row, string origin)
    {
        var limit = options.Value.MaxSealedRowKilobytes * 1024;
        var body = row.Body();
        var cut = row.IsCut || body.Length > limit;
        var kept = body[..Math.Min(body.Length, limit)];
        var name = origin.StartsWith(UploadSource.Prefix, StringComparison.Ordinal) ? UploadSource.OriginOf(origin, seal.NameOf(body.Span)) : origin;
        var whole = new DeadLetter(
            contract.Topic, name, row.Row, row.Field.Length == 0 ? null : row.Field, row.Refusal.Reason, SealedPayload: null, clock.GetUtcNow(), cut ? null : row.ContentType,
            row.Refusal.Code, row.Refusal.Detail);
        var (letter, payload) = log.Fit(cut ? whole.Adding($"only the first {kept.Length} bytes of the row are kept") : whole, kept);
        return seal.Seal(letter, payload.Span);
    }
}
