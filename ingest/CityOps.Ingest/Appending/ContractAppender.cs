using System.Globalization;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.EventLog;

namespace CityOps.Ingest.Appending;

/// <summary>
/// Puts decoded rows of the border on the log: pseudonymised, split by partition, durable when it returns. It decodes nothing and lands nothing.
/// </summary>
public sealed class ContractAppender(Pseudonymiser pseudonymiser, Topics topics, DeadLetters deadLetters, IEventLog log, IngestMetrics metrics)
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
            var records = Messages(keyed, contract.Keyed, await topics.PartitionsOfAsync(contract.Topic, cancellationToken));
            receipt.AddOffsets(contract.Topic, records, await log.AppendAsync(contract.Topic, records, cancellationToken));
            receipt.AddAccepted(rows.Rows.Length);
        }

        await deadLetters.AppendAsync(contract, rows.Rejected, origin, receipt, cancellationToken);
        metrics.Appended(contract.Name, rows.Rows.Length, rows.Rejected);
    }

    private static List<LogAppend> Messages(Apache.Arrow.RecordBatch keyed, ContractSchema schema, int partitions)
    {
        List<LogAppend> records = [];
        foreach (var part in BatchSplitter.Split(keyed, schema, partitions))
        {
            LogHeader[] headers =
            [
                new(LogHeaders.ContentType, LogHeaders.ArrowStream),
                new(LogHeaders.Rows, part.Rows.Length.ToString(CultureInfo.InvariantCulture)),
            ];
            records.Add(new LogAppend(part.Partition, default, ArrowMessage.Encode(part.Rows), headers));
        }

        return records;
    }
}
