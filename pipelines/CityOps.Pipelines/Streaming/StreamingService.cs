using CityOps.Contracts.Catalog;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Partitions;
using CityOps.Pipelines.Scenarios;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Pipelines.Streaming;

/// <summary>Runs the stream processors that scenarios contribute, each as its own consumer group. What they compute is theirs.</summary>
internal sealed class StreamingService(
    ScenarioCatalog scenarios,
    ContractCatalog contracts,
    IEventLog log,
    IServiceProvider services,
    StreamingDependencies dependencies,
    StreamingStatus status,
    IOptions<StreamingOptions> options,
    IOptions<EventLogOptions> logOptions,
    TimeProvider time,
    ILogger<StreamingService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await Task.WhenAll(scenarios.Of<StreamProcessorPart>().Select(part => RunAsync(part, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogInformation("Stream processors have stopped");
        }
    }

    private async Task RunAsync(StreamProcessorPart part, CancellationToken cancellationToken)
    {
        var topicOf = part.Broadcast.ToDictionary(contract => contracts[contract].Keyed.Topic, contract => contract, StringComparer.Ordinal);
        var topic = contracts[part.Contract].Keyed.Topic;
        var (ofMessages, ofReferences) = (status.Reader("Reading " + topic), status.Reader("Reading the references of " + part.Group));
        await RepeatAsync("Preparing " + part.Group, token => PrepareAsync([topic, .. topicOf.Keys], token), ofMessages, cancellationToken);
        using var references = new ReferenceFeed(log, topicOf, options.Value.MaxHeldReferenceBytes, logger) { Reader = ofReferences };
        var workers = new ProcessorWorkers(part, log, services, references, dependencies, status);
        var limits = new PartitionedConsumerLimits(options.Value.MaxBatchBytes, options.Value.MaxBufferedBytes, TimeSpan.FromMilliseconds(options.Value.RevokeGraceMs));
        await Task.WhenAll(
            RepeatAsync("Reading the references of " + part.Group, references.RunAsync, ofReferences, cancellationToken),
            RepeatAsync("Reading " + topic, token => ConsumeAsync(new PartitionedConsumer(log, part.Group, [topic], workers, limits, time, logger) { Reader = ofMessages }, part.Group, token), ofMessages, cancellationToken));
    }

    private Task ConsumeAsync(PartitionedConsumer consumer, string group, CancellationToken cancellationToken)
    {
        status.Buffer(group, () => consumer.BufferedBytes);
        return consumer.RunAsync(cancellationToken);
    }

    private async Task PrepareAsync(IReadOnlyList<string> topics, CancellationToken cancellationToken)
    {
        await dependencies.Checkpoints.MigrateAsync(cancellationToken);
        await TopicPreparation.EnsureAsync(log, topics, logOptions.Value.Partitions, logger, cancellationToken);
    }

    private async Task RepeatAsync(string what, Func<CancellationToken, Task> work, ReaderStatus reader, CancellationToken cancellationToken) =>
        await dependencies.Retry.RunAsync(
            what,
            async (_, token) =>
            {
                await work(token);
                return true;
            },
            reader.Failed,
            cancellationToken);
}
