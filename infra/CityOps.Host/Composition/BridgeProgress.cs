using CityOps.EventLog;
using CityOps.Ingest.Bridge;
using CityOps.Pipelines.Checkpoints;

namespace CityOps.Host.Composition;

/// <summary>The bridges' progress among the checkpoints of all other consumers. Its groups are named <c>bridge:</c>, so that none meets one of the pipelines.</summary>
internal sealed class BridgeProgress(ICheckpointStore checkpoints) : IBridgeProgress
{
    public async ValueTask<BridgePosition> TakeOverAsync(string group, TopicPartition partition, string logId, long earliest, CancellationToken cancellationToken)
    {
        var checkpoint = await checkpoints.TakeOverAsync("bridge:" + group, partition, logId, earliest, cancellationToken);
        var begun = checkpoint.Pending is { } pending ? new BegunRange(pending.To, pending.Plan) : null;
        return new BridgePosition(new BridgeOwner(checkpoint.Owner.Group, partition, checkpoint.Owner.Epoch), checkpoint.LogId, checkpoint.NextOffset, begun);
    }

    public async ValueTask<bool> BeginAsync(BridgeOwner owner, long to, ReadOnlyMemory<byte> plan, CancellationToken cancellationToken) =>
        await checkpoints.PersistPendingAsync(OwnerOf(owner), new PendingRange(to, plan), cancellationToken) is CheckpointWrite.Written;

    public async ValueTask<bool> AdvanceAsync(BridgeOwner owner, long next, CancellationToken cancellationToken) =>
        await checkpoints.AdvanceAsync(OwnerOf(owner), next, state: null, cancellationToken) is CheckpointWrite.Written;

    private static CheckpointOwner OwnerOf(BridgeOwner owner) => new(owner.Group, owner.Partition, owner.Epoch);
}
