using CityOps.Contracts.Events;
using CityOps.EventLog;

namespace CityOps.Ingest.Bridge;

/// <summary>Takes ranges of one bridge's messages in: records what is begun, appends what is not in already, records that it is done.</summary>
internal sealed class BridgeRange(BridgeDefinition bridge, BridgeAppender appender, IBridgeProgress progress, BridgeMetrics metrics)
{
    private readonly BridgeDecoder _decoder = new(bridge);

    /// <param name="messages">All messages from the partition's next offset up to <paramref name="to"/>.</param>
    /// <returns>False where another owner has taken the partition over.</returns>
    public async ValueTask<bool> TakeAsync(BridgedPartition partition, IReadOnlyList<LogRecord> messages, long to, CancellationToken cancellationToken)
    {
        var topic = bridge.Contract.Topic;
        var source = $"{bridge.Group}/{partition.Partition}";
        var already = partition.Unfinished is { } unfinished
            ? await BridgedSpans.FindAsync(appender.Log, topic, unfinished, source, cancellationToken)
            : BridgedSpans.None;
        partition.Plan ??= await BridgePlan.NowAsync(appender.Log, topic, await appender.PartitionsOfAsync(topic, cancellationToken), cancellationToken);
        using var rows = await _decoder.DecodeAsync(messages, cancellationToken);
        if (!await progress.BeginAsync(partition.Owner, to, (partition.Unfinished ?? partition.Plan).Encode(), cancellationToken))
        {
            return false;
        }

        partition.Began(partition.Plan, to);
        var receipt = await appender.AppendAsync(bridge.Contract, rows, source, offset => OriginOf(partition.Partition, offset), already, cancellationToken);
        partition.Plan.Pass(receipt, topic);
        if (!await progress.AdvanceAsync(partition.Owner, to, cancellationToken))
        {
            return false;
        }

        partition.Advanced(to);
        metrics.Taken(bridge.Topic, messages.Count, receipt.Accepted, receipt.Rejected);
        return true;
    }

    private static string OriginOf(TopicPartition partition, long offset) => "bridge:" + DeadLetter.OriginOf(partition.Topic, partition.Partition, offset);
}
