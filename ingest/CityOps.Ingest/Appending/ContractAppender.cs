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
    /// <param name="origin"><c>upload:id</c>, the same at each attempt: it names the dead letters.</param>
    /// <param name="receipt">Grows by what was made durable.</param>
    /// <exception cref="EventLogException">The log is not available; the rows may or may not be in it: append them again.</exception>
    public async ValueTask AppendAsync(ContractSchema contract, DecodedRows rows, string origin, AppendReceipt receipt, CancellationToken cancellationToken)
    {
        if (rows.Rows.Length > 0)
        {
            var keyed = await pseudonymiser.ReplaceAsync(rows.Rows, contract, cancellationToken);
            var partitions = await topics.PartitionsOfAsync(contract.Topic, cancellationToken);
            List<LogAppend> records = [.. encoder.Encode(keyed, contract.Keyed, partitions).Select(message => message.ToAppend())];
            receipt.AddOffsets(contract.Topic, records, await log.AppendAsync(contract.Topic, records, cancellationToken));
            receipt.AddAccepted(rows.Rows.Length);
        }

        await deadLetters.AppendAsync(contract, rows.Rejected, origin, receipt, cancellationToken);
        metrics.Appended(contract.Name, rows.Rows.Length, rows.Rejected);
    }
}
