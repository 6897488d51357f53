using System.Text.Json;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Identity;
using Microsoft.Extensions.Options;

namespace CityOps.Ingest.Appending;

/// <summary>
/// Writes rejected rows to the contract's dead-letter topic. The row itself, and with it the value at fault, is only inside the seal;
/// field, row number and reason are in clear.
/// </summary>
public sealed class DeadLetters(IEventLog log, Topics topics, IPayloadSeal seal, TimeProvider clock, IOptions<IngestOptions> options)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly LogHeader[] Headers = [new(LogHeaders.ContentType, LogHeaders.Json), new(LogHeaders.Rows, "1")];

    public async ValueTask AppendAsync(
        ContractSchema contract, IReadOnlyList<RejectedRow> rejected, string origin, AppendReceipt receipt, CancellationToken cancellationToken)
    {
        if (rejected.Count == 0)
        {
            return;
        }

        var topic = contract.DeadLetterTopic;
        var partition = Partitioner.PartitionOf(origin, await topics.PartitionsOfAsync(topic, cancellationToken));

        // In slices, so that a file that is wrong from end to end does not become one append of many times its size.
        foreach (var slice in rejected.Chunk(1_024))
        {
            LogAppend[] records = [.. slice.Select(row => new LogAppend(partition, default, MessageOf(contract, row, origin), Headers))];
            receipt.AddOffsets(topic, records, await log.AppendAsync(topic, records, cancellationToken));
        }

        receipt.AddRejected(rejected);
    }

    private byte[] MessageOf(ContractSchema contract, RejectedRow row, string origin)
    {
        var limit = options.Value.MaxSealedRowKilobytes * 1024;
        var cut = row.Raw.Length > limit;
        var letter = new DeadLetter(
            contract.Topic, origin, row.Row, row.Field, cut ? $"{row.Reason} (the first {limit} bytes of the row are kept)" : row.Reason,
            SealedPayload: null, clock.GetUtcNow());
        var payload = seal.Seal((cut ? row.Raw[..limit] : row.Raw).Span, letter.AssociatedData());
        return JsonSerializer.SerializeToUtf8Bytes(letter with { SealedPayload = Convert.ToBase64String(payload) }, Json);
    }
}
