using CityOps.Contracts.Batches;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Partitions;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Pipelines.Streaming;

/// <summary>Takes partitions over for one stream processor.</summary>
internal sealed class ProcessorWorkers(
    StreamProcessorPart part, IEventLog log, IServiceProvider services, ReferenceFeed references, StreamingDependencies dependencies, StreamingStatus status) : IPartitionWorkers
{
    private readonly ReferenceLoss _loss = new(log, references.IsFollowed);

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

        own.Begun("Waiting for the topics of its references");
        await references.CaughtUpAsync(cancellationToken);
        own.Recovered();
        if (Restore(checkpoint, own) is not { } restored)
        {
            return null;
        }

        var (state, processor) = restored;
        var planned = checkpoint.Pending is { } pending ? ReferenceOffsets.Decode(pending.Plan) : ReferenceOffsets.None;
        if ((await _loss.OfAsync(state.References, cancellationToken) ?? await _loss.OfAsync(planned, cancellationToken)) is { } lost)
        {
            own.Stop(lost);
            return null;
        }

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
            await reader.DisposeAsync();
            throw;
        }

        reader.Take(state.References);
        await reader.RestAsync();
        var order = new JudgingOrder(reader, checkpoint.NextOffset, state.JudgedTo, dependencies.MaxStepReferenceBytes);
        return new PartitionStart(checkpoint.NextOffset, new ProcessorWorker(processor, checkpoint, order, reader, log, dependencies, own));
    }

    // What this program cannot read now it cannot read at the next attempt either.
    private (ProcessorState State, IStreamProcessor Processor)? Restore(Checkpoint checkpoint, PartitionStatus own)
    {
        try
        {
            var state = ProcessorState.Decode(checkpoint.State);
            return (state, part.Create(services, state.Own));
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException or EndOfStreamException)
        {
            own.Stop("its checkpoint's state cannot be read: " + error.Message);
            return null;
        }
    }
}
