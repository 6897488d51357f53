using CityOps.EventLog;
using CityOps.EventLog.Progress;

namespace CityOps.Ingest.Bridge;

/// <summary>How far this process's bridges have come, among the other consumers of the log. What they read is somebody else's topic, so the age of what waits is not known.</summary>
internal sealed class BridgePositions(BridgeStatus status) : IConsumerProgress
{
    /// <summary>The partition that stands for a bridge which reads nothing at all.</summary>
    public const int NoPartition = -1;

    public IReadOnlyDictionary<string, long> BufferedBytes { get; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public ValueTask<IReadOnlyList<ConsumerPosition>> PositionsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ConsumerPosition> positions =
        [
            .. status.All.Select(Of).OrderBy(p => p.Group, StringComparer.Ordinal).ThenBy(p => p.Partition.Topic, StringComparer.Ordinal).ThenBy(p => p.Partition.Partition),
            .. status.FailedBridges.Select(failed => OfNothing(failed.Bridge, failed.Reason)),
        ];
        return ValueTask.FromResult(positions);
    }

    private static ConsumerPosition Of(BridgedPartition partition)
    {
        var state = partition.State switch
        {
            BridgeState.Stopped => PartitionState.Stopped,
            _ => partition.Failures > 0 ? PartitionState.Retrying : PartitionState.Running,
        };
        return new ConsumerPosition(
            partition.Owner.Group, partition.Partition, partition.Next, partition.Next + partition.Lag, partition.Lag, partition.Lag == 0 ? 0 : null,
            Rows: 0, RowsPerSecond: 0, LastBatchRows: 0, partition.Failures, state, partition.Reason);
    }

    private static ConsumerPosition OfNothing(BridgeDefinition bridge, string reason) => new(
        bridge.ProgressGroup, new TopicPartition(bridge.Topic, NoPartition), NextOffset: 0, EndOffset: 0, LagRows: 0, LagSeconds: null,
        Rows: 0, RowsPerSecond: 0, LastBatchRows: 0, Retries: 0, PartitionState.Retrying, reason);
}
