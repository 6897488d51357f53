using CityOps.EventLog;

namespace CityOps.Pipelines.Streaming;

/// <summary>Finds out, before a partition is taken over, whether the references that its checkpoint names can still be read.</summary>
/// <param name="isFollowed">Whether the processor still follows a partition: a contract may have gone since.</param>
internal sealed class ReferenceLoss(IEventLog log, Func<TopicPartition, bool> isFollowed)
{
    /// <summary>Why what was recorded can never be read again; null where it can.</summary>
    public async ValueTask<string?> OfAsync(ReferenceOffsets recorded, CancellationToken cancellationToken)
    {
        foreach (var (partition, next) in recorded.Entries.Where(entry => isFollowed(entry.Key)))
        {
            var offsets = await log.OffsetsAsync(partition, cancellationToken);
            if (offsets.End < next)
            {
                return $"its checkpoint has taken references up to {partition}@{next}, but that log ends at {offsets.End}: it lost its tail or was made anew. "
                    + "Forget the checkpoint (cityops checkpoints forget) to process the log from its start (a no-op for what was emitted)";
            }
        }

        return null;
    }
}
