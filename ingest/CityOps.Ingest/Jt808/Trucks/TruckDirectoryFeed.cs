using CityOps.Contracts.Batches;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Ingest.Appending;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingest.Jt808.Trucks;

/// <summary>Reads the topic of <c>trucks</c> from its start and follows it. Nobody else's progress is touched.</summary>
public sealed class TruckDirectoryFeed(
    TruckDirectory directory, ContractCatalog contracts, Topics topics, IEventLog log, TimeProvider time, ILogger<TruckDirectoryFeed> logger) : BackgroundService, IAssignmentListener
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<TopicPartition, long> _next = [];

    /// <summary>Ends once everything has been read that was on the topic when this process started: before it, a known terminal would look unknown.</summary>
    public Task CaughtUp => _caughtUp.Task;

    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(partitions.Where(_next.ContainsKey).ToDictionary(p => p, p => _next[p]));

    public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var delays = new RetryDelays(200, 15_000, new Random());
        for (var attempt = 0; !stoppingToken.IsCancellationRequested; attempt++)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (EventLogException failure)
            {
                logger.LogWarning(failure, "The register of trucks cannot be read; it is tried again");
                await Task.Delay(delays.Of(attempt), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var schema = contracts["trucks"];
        var goals = new Dictionary<TopicPartition, long>();
        for (var number = await topics.PartitionsOfAsync(schema.Topic, cancellationToken) - 1; number >= 0; number--)
        {
            var partition = new TopicPartition(schema.Topic, number);
            var offsets = await log.OffsetsAsync(partition, cancellationToken);
            goals[partition] = offsets.End;
            _next[partition] = Math.Max(_next.GetValueOrDefault(partition), offsets.Earliest);
        }

        await using var consumer = log.ReadAll([schema.Topic], this, ConsumerLimits.Default);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!_caughtUp.Task.IsCompleted && goals.All(goal => _next[goal.Key] >= goal.Value))
            {
                logger.LogInformation("The register of trucks is read: {Phones} terminals", directory.Phones);
                _caughtUp.TrySetResult();
            }

            if (await consumer.ReadAsync(LongestWait, cancellationToken) is { } batch)
            {
                foreach (var record in batch.Records)
                {
                    Take(record);
                }

                _next[batch.Partition] = batch.NextOffset;
            }
        }
    }

    private void Take(LogRecord record)
    {
        try
        {
            using var decoded = MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, contracts["trucks"].Keyed);
            foreach (var truck in RowBatch.To<Truck>(decoded.Rows))
            {
                directory.Put(truck);
            }
        }
        catch (UndecodableBodyException)
        {
            // Landing makes a dead letter of it; here it only means that its trucks stay unknown.
            logger.LogWarning("A message of trucks at offset {Offset} cannot be decoded", record.Offset);
        }
    }
}
