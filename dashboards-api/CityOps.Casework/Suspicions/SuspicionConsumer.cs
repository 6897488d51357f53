using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using CityOps.Contracts.Events;
using CityOps.EventLog;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Casework.Suspicions;

/// <summary>
/// Follows <c>cityops.suspicions.v1</c>. Whatever fails, it begins again from the progress in the database, so that a kill at any moment costs
/// nothing and repeats nothing.
/// </summary>
internal sealed class SuspicionConsumer(
    IEventLog log,
    ICaseworkDbFactory databases,
    SuspicionSink sink,
    SuspicionDeadLetters deadLetters,
    CaseElements elements,
    CaseworkHealth health,
    IOptions<EventLogOptions> logOptions,
    IOptions<CaseworkTuning> tuning,
    TimeProvider time,
    ILogger<SuspicionConsumer> logger) : BackgroundService
{
    public const string Topic = "cityops.suspicions.v1";
    public const string Group = "casework";
    private static readonly TimeSpan ReadWait = TimeSpan.FromSeconds(1);

    /// <summary>Reads until it is stopped or something fails.</summary>
    /// <param name="quiet">How long one read waits.</param>
    /// <param name="untilQuiet">Ends at the first read that brings nothing.</param>
    public async Task FollowAsync(TimeSpan quiet, bool untilQuiet, CancellationToken cancellationToken)
    {
        await log.EnsureTopicAsync(Topic, logOptions.Value.Partitions, cancellationToken);
        var progress = new SuspicionProgress(log, databases, health, logger);
        await using var consumer = log.Subscribe(Group, [Topic], progress, ConsumerLimits.Default);
        while (!cancellationToken.IsCancellationRequested)
        {
            var batch = await consumer.ReadAsync(quiet, cancellationToken);
            if (batch is null && untilQuiet)
            {
                return;
            }

            if (batch is not null && progress.Accepts(consumer, batch))
            {
                await ApplyAsync(batch, progress, cancellationToken);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(ReadWait, untilQuiet: false, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "Reading suspicions failed; it goes on from the last committed offset.");
                await Task.Delay(TimeSpan.FromMilliseconds(tuning.Value.RetryDelayMs), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ApplyAsync(LogBatch batch, SuspicionProgress progress, CancellationToken cancellationToken)
    {
        foreach (var records in batch.Records.Chunk(tuning.Value.SuspicionsPerTransaction))
        {
            var suspicions = new List<Suspicion>(records.Length);
            foreach (var record in records)
            {
                if (await ReadAsync(batch.Partition, record, cancellationToken) is { } suspicion)
                {
                    suspicions.Add(suspicion);
                }
            }

            var isLast = ReferenceEquals(records[^1], batch.Records[^1]);
            var to = new ConsumedOffsetRow
            {
                Topic = batch.Partition.Topic,
                Partition = batch.Partition.Partition,
                LogId = batch.LogId,
                NextOffset = isLast ? batch.NextOffset : records[^1].Offset + 1,
            };
            await sink.ApplyAsync(suspicions, progress[batch.Partition], to, cancellationToken);
            progress[batch.Partition] = to;
        }
    }

    private async Task<Suspicion?> ReadAsync(TopicPartition partition, LogRecord record, CancellationToken cancellationToken)
    {
        var (suspicion, field, reason) = SuspicionReader.Read(record.Value);
        if (suspicion is not null && !elements.TryGet(suspicion.Scenario, out _))
        {
            (suspicion, field, reason) = (null, "scenario", "No installed scenario has case elements under this name.");
        }

        if (suspicion is null)
        {
            await deadLetters.WriteAsync(partition, record, field, reason, cancellationToken);
        }

        return suspicion;
    }
}
