using CityOps.EventLog;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Partitions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Pipelines.Landing;

/// <summary>
/// Lands every routed topic in the warehouse, as the group <c>landing</c>. It leaves the warehouse's and the log's schema to their
/// owners, and what a scenario makes of rows to the scenario.
/// </summary>
internal sealed class LandingService(
    IEventLog log,
    LandingRoutes routes,
    LandingDependencies dependencies,
    LandingStatus status,
    IOptions<LandingOptions> options,
    IOptions<EventLogOptions> logOptions,
    TimeProvider time,
    ILogger<LandingService> logger) : BackgroundService, IPartitionWorkers
{
    public const string Group = LandingRoutes.Group;

    public async ValueTask<PartitionStart?> TakeOverAsync(TopicPartition partition, CancellationToken cancellationToken)
    {
        var own = status.Of(partition);
        var (checkpoint, misfit) = await dependencies.Retry.RunAsync("Taking over " + partition, (_, token) => CheckpointOfAsync(partition, token), own.Failed, cancellationToken);
        own.Begin(checkpoint.NextOffset);
        if (misfit is not null)
        {
            own.Stop(misfit + " Compare what the warehouse holds, then forget the checkpoint (cityops checkpoints forget) to land this log from its start (a no-op for rows that are in)");
            return null;
        }

        return new PartitionStart(checkpoint.NextOffset, new PartitionLander(routes[partition.Topic], checkpoint, dependencies, own));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's start must not wait for the first read.
        await Task.Yield();
        try
        {
            await dependencies.Retry.RunAsync("Preparing to land", (_, token) => PrepareAsync(token), status.Reader.Failed, stoppingToken);
            var limits = new PartitionedConsumerLimits(options.Value.MaxBatchBytes, options.Value.MaxBufferedBytes, TimeSpan.FromMilliseconds(options.Value.RevokeGraceMs));
            while (!stoppingToken.IsCancellationRequested)
            {
                var consumer = new PartitionedConsumer(log, Group, routes.Topics, this, limits, time, logger) { Reader = status.Reader };
                status.Buffer = () => consumer.BufferedBytes;
                await dependencies.Retry.RunAsync("Reading the log", (_, token) => ConsumeAsync(consumer, token), status.Reader.Failed, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogInformation("Landing has stopped");
        }
    }

    private static async ValueTask<bool> ConsumeAsync(PartitionedConsumer consumer, CancellationToken cancellationToken)
    {
        await consumer.RunAsync(cancellationToken);
        return true;
    }

    private async ValueTask<bool> PrepareAsync(CancellationToken cancellationToken)
    {
        await dependencies.Checkpoints.MigrateAsync(cancellationToken);
        await TopicPreparation.EnsureAsync(log, routes.Topics, logOptions.Value.Partitions, logger, cancellationToken);
        return true;
    }

    private async ValueTask<(Checkpoint Checkpoint, string? Misfit)> CheckpointOfAsync(TopicPartition partition, CancellationToken cancellationToken)
    {
        var topic = await log.DescribeAsync(partition.Topic, cancellationToken)
            ?? throw new EventLogException($"Topic '{partition.Topic}' was assigned but does not exist.");
        var offsets = await log.OffsetsAsync(partition, cancellationToken);
        var checkpoint = await dependencies.Checkpoints.TakeOverAsync(Group, partition, topic.LogId, offsets.Earliest, cancellationToken);
        return (checkpoint, checkpoint.MisfitOf(topic.LogId, offsets));
    }
}
