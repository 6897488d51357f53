using CityOps.Contracts.Batches;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Partitions;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Pipelines.Streaming;

/// <summary>Takes partitions over for one stream processor.</summary>
internal sealed class ProcessorWorkers(
    StreamProcessorPart part, IEventLog log, IServiceProvider services, ReferenceFeed references, StreamingDependencies dependencies, StreamingStatus status) : IPartitionWorkers
{
    public async ValueTask<PartitionStart?> TakeOverAsync(TopicPartition partition, CancellationToken cancellationToken)
    {
        var own = status.Of(part.Group, partition);
        return await dependencies.Retry.RunAsync("Taking over " + partition, (_, token) => StartAsync(partition, own, token), own.Failed, cancellationToken);
    }

    private async ValueTask<PartitionStart?> StartAsync(TopicPartition partition, PartitionStatus own, CancellationToken cancellationToken)
    {
        var topic = await log.DescribeAsync(partition.Topic, cancellationToken)
            ?? throw new EventLogException($"Topic '{partition.Topic}' was assigned but does not exist.");
        var offsets = await log.OffsetsAsync(partition, cancellationToken);
        var checkpoint = await dependencies.Checkpoints.TakeOverAsync(part.Group, partition, topic.LogId, offsets.Earliest, cancellationToken);
        own.Begin(checkpoint.NextOffset);
        if (checkpoint.MisfitOf(topic.LogId, offsets) is { } misfit)
        {
            own.Stop(misfit);
            return null;
        }

        await references.CaughtUpAsync(cancellationToken);
        var state = ProcessorState.Decode(checkpoint.State);
        var planned = checkpoint.Pending is { } pending ? ReferenceOffsets.Decode(pending.Plan) : ReferenceOffsets.None;
        if ((await references.LostAsync(state.References, cancellationToken) ?? await references.LostAsync(planned, cancellationToken)) is { } lost)
        {
            own.Stop(lost);
            return null;
        }

        var processor = part.Create(services, state.Own);
        processor.Own(subject => Partitioner.PartitionOf(subject, topic.Partitions) == partition.Partition);
        var reader = references.Follow(ReferenceOffsets.None);
        try
        {
            await foreach (var reference in reader.UpToAsync(state.References, cancellationToken))
            {
                processor.RestoreReference(reference.Contract, reference.Record);
            }
        }
        catch
        {
            reader.Dispose();
            throw;
        }

        reader.Take(state.References);
        var order = new JudgingOrder(reader, checkpoint.NextOffset, state.JudgedTo);
        return new PartitionStart(checkpoint.NextOffset, new ProcessorWorker(processor, checkpoint, order, reader, log, dependencies, own));
    }
}
