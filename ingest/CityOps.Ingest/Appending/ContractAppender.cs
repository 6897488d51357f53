using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.EventLog;

namespace CityOps.Ingest.Appending;

/// <summary>
/// Puts decoded rows of the border on the log: pseudonymised, split by partition, durable when it returns. It decodes nothing and lands nothing.
/// </summary>
public sealed class ContractAppender(Pseudonymiser pseudonymiser, Topics topics, MessageEncoder encoder, DeadLetters deadLetters, IEventLog log, IngestMetrics metrics)
{
    /// <param name="contract">The border schema of <paramref name="rows"/>.</param>
    /// <param name="origin">As of an <see cref="UploadSource"/>: it names the dead letters, the same at each attempt.</param>
    /// <param name="receipt">Grows by what was made durable.</param>
    /// <param name="more">Headers that the messages carry beside their own.</param>
    /// <exception cref="EventLogException">The log is not available; the rows may or may not be in it: append them again.</exception>
    public async ValueTask AppendAsync(ContractSchema contract, DecodedRows rows, string origin, AppendReceipt receipt, CancellationToken cancellationToken, IReadOnlyList<LogHeader>? more = null)
    {
        if (rows.Rows.Length > 0)
        {
            var keyed = await pseudonymiser.ReplaceAsync(rows.Rows, contract, cancellationToken);
            var partitions = await topics.PartitionsOfAsync(contract.Topic, cancellationToken);
            LogHeader[] headers = [.. more ?? []];
            List<LogAppend> records = [.. encoder.Encode(keyed, contract.Keyed, partitions).Select(message => message.ToAppend(headers))];
            var offsets = await log.AppendAsync(contract.Topic, records, cancellationToken);
            receipt.AddOffsets(contract.Topic, records, await log.BoundAsync(contract.Topic, records, offsets, cancellationToken));
            receipt.AddAccepted(rows.Rows.Length);
        }

        await deadLetters.AppendAsync(contract, rows.Rejected, origin, receipt, cancellationToken);
        metrics.Appended(contract.Name, rows.Rows.Length, rows.Rejected);
    }
}
