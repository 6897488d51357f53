using CityOps.Contracts.Batches;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Ingest.Appending;

namespace CityOps.Ingest.Bridge;

/// <summary>
/// Puts the rows of a range on our log through the same pseudonymiser, splitter and dead letters as an upload, each message saying which rows of the source
/// it holds. Rows that are in already are left out. It keeps no progress.
/// </summary>
public sealed class BridgeAppender(Pseudonymiser pseudonymiser, Topics topics, MessageEncoder encoder, DeadLetters deadLetters, IEventLog log, IngestMetrics metrics)
{
    internal IEventLog Log => log;

    internal ValueTask<int> PartitionsOfAsync(string topic, CancellationToken cancellationToken) => topics.PartitionsOfAsync(topic, cancellationToken);

    /// <param name="contract">The border schema.</param>
    /// <param name="source">The group and partition the rows are from; <paramref name="origin"/> names a message of it in dead letters.</param>
    /// <returns>What is durable now.</returns>
    internal async ValueTask<AppendReceipt> AppendAsync(
        ContractSchema contract, BridgedRows rows, string source, Func<long, string> origin, BridgedSpans already, CancellationToken cancellationToken)
    {
        var receipt = new AppendReceipt(maxShown: 0);
        if (rows.Rows is { } border)
        {
            var keyed = await pseudonymiser.ReplaceAsync(border, contract, cancellationToken);
            var records = Messages(keyed, rows.Positions, contract.Keyed, await topics.PartitionsOfAsync(contract.Topic, cancellationToken), source, already, out var count);
            if (records.Count > 0)
            {
                var offsets = await log.AppendAsync(contract.Topic, records, cancellationToken);
                receipt.AddOffsets(contract.Topic, records, await log.BoundAsync(contract.Topic, records, offsets, cancellationToken));
                receipt.AddAccepted(count);
            }
        }

        // Keyed by their origin and row: appended again they are the same ones.
        foreach (var (offset, rejected) in rows.Rejected)
        {
            await deadLetters.AppendAsync(contract, rejected, origin(offset), receipt, cancellationToken);
        }

        metrics.Appended(contract.Name, (int)receipt.Accepted, [.. rows.Rejected.SelectMany(message => message.Rows)]);
        return receipt;
    }

    private List<LogAppend> Messages(
        Apache.Arrow.RecordBatch keyed, SourcePosition[] positions, ContractSchema schema, int partitions, string source, BridgedSpans already, out long count)
    {
        List<LogAppend> records = [];
        count = 0;
        var partitionOf = Partitioner.PartitionsOf(keyed, schema, partitions);
        for (var partition = 0; partition < partitions; partition++)
        {
            int[] rows = [.. Enumerable.Range(0, partitionOf.Length).Where(row => partitionOf[row] == partition && !already.Holds(partition, positions[row]))];
            var taken = 0;
            foreach (var message in encoder.Encode(BatchSplitter.Take(keyed, rows), schema, partitions))
            {
                var span = new SourceSpan(positions[rows[taken]], positions[rows[taken + message.Rows - 1]]);
                records.Add(message.ToAppend(new LogHeader(SourceSpan.Header, span.Write(source))));
                taken += message.Rows;
            }

            count += rows.Length;
        }

        return records;
    }
}
