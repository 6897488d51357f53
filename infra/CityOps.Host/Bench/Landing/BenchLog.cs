using System.Globalization;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Ingest;

namespace CityOps.Host.Bench.Landing;

/// <summary>Fills the log with messages as the gateway appends them, and reads it back message by message.</summary>
internal static class BenchLog
{
    // JSON lines are about three times as long as the columns they come from.
    private const int JsonExpansion = 3;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public static async Task FillAsync(IEventLog log, LandingPlan plan, CancellationToken cancellationToken)
    {
        var schema = plan.Keyed();
        var topic = await log.EnsureTopicAsync(schema.Topic, plan.Connections, cancellationToken);
        var messageBytes = plan.Format is WireFormat.Arrow ? plan.MessageBytes : plan.MessageBytes / JsonExpansion;
        foreach (var batch in new ReadingsFeed(plan.Rows, plan.Seed).Batches(schema, new IngestOptions().BatchRows))
        {
            var messages = BatchSplitter.Split(batch, schema, topic.Partitions, messageBytes).Select(part => MessageOf(part, schema, plan.Format)).ToList();
            await log.AppendAsync(schema.Topic, messages, cancellationToken);
        }
    }

    /// <summary>Every message of the topic; those of one partition in their order.</summary>
    public static async IAsyncEnumerable<LogBatch> ReadAsync(
        IEventLog log, LandingPlan plan, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var topic = plan.Keyed().Topic;
        await using var consumer = log.ReadAll([topic], new FromTheStart(), new ConsumerLimits(MaxBytes: 8 * 1024 * 1024));
        for (var rows = 0L; rows < plan.Rows;)
        {
            var batch = await consumer.ReadAsync(LongestWait, cancellationToken)
                ?? throw new EventLogException($"Topic '{topic}' gave {rows} rows, not {plan.Rows}: the log did not keep what it had taken.");
            rows += batch.Records.Sum(RowsOf);
            yield return batch;
        }
    }

    public static long RowsOf(LogRecord record) => long.Parse(record.Header(LogHeaders.Rows)!, CultureInfo.InvariantCulture);

    private static LogAppend MessageOf(PartitionRows part, ContractSchema schema, WireFormat format)
    {
        var isArrow = format is WireFormat.Arrow;
        LogHeader[] headers =
        [
            new(LogHeaders.ContentType, isArrow ? LogHeaders.ArrowStream : LogHeaders.JsonLines),
            new(LogHeaders.Rows, part.Rows.Length.ToString(CultureInfo.InvariantCulture)),
        ];
        var value = isArrow ? ArrowMessage.Encode(part.Rows) : ContractEncoders.Encode(WireFormat.JsonLines, schema, part.Rows);
        return new LogAppend(part.Partition, default, value, headers);
    }

    private sealed class FromTheStart : IAssignmentListener
    {
        public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(new Dictionary<TopicPartition, long>());

        public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

        public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;
    }
}
