using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Dashboards.MuckTruck.Mutes;

/// <summary>Reads the topic of mutes from its start and follows it: other processes mute and lift too. Nobody else's progress is touched.</summary>
internal sealed class MuteFeed(MuteRegister register, MuteLog mutes, IEventLog log, TimeProvider time, ILogger<MuteFeed> logger) : BackgroundService, IAssignmentListener
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly ContractSchema Schema = ContractReader.Read<DeviceMute>().Keyed;

    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<TopicPartition, long> _next = [];

    /// <summary>Ends once everything has been read that was on the topic when this process started.</summary>
    public Task CaughtUp => _caughtUp.Task;

    public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(partitions.Where(_next.ContainsKey).ToDictionary(p => p, p => _next[p]));

    public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
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
                logger.LogWarning(failure, "The mutes of devices cannot be read; it is tried again");
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var topic = await mutes.PrepareAsync(cancellationToken);
        var goals = new Dictionary<TopicPartition, long>();
        for (var number = 0; number < topic.Partitions; number++)
        {
            var partition = new TopicPartition(MuteLog.Topic, number);
            var offsets = await log.OffsetsAsync(partition, cancellationToken);
            goals[partition] = offsets.End;
            _next[partition] = Math.Max(_next.GetValueOrDefault(partition), offsets.Earliest);
        }

        await using var consumer = log.ReadAll([MuteLog.Topic], this, ConsumerLimits.Default);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (goals.All(goal => _next[goal.Key] >= goal.Value))
            {
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
            using var decoded = MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, Schema);
            foreach (var mute in RowBatch.To<DeviceMute>(decoded.Rows))
            {
                register.Put(mute);
            }
        }
        catch (UndecodableBodyException)
        {
            logger.LogWarning("A message of device-mutes at offset {Offset} cannot be decoded", record.Offset);
        }
    }
}
