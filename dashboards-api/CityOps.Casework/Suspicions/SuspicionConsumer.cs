using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.EventLog;
using CityOps.EventLog.DeadLetters;
using CityOps.EventLog.Progress;
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
    ISuspicionSink sink,
    SuspicionDeadLetters deadLetters,
    CaseElements elements,
    CaseworkHealth health,
    ConsumerMetrics consumers,
    IOptions<EventLogOptions> logOptions,
    IOptions<CaseworkTuning> tuning,
    TimeProvider time,
    ILogger<SuspicionConsumer> logger) : BackgroundService
{
    public const string Topic = "cityops.suspicions.v1";
    public const string Group = "casework";
    private static readonly TimeSpan ReadWait = TimeSpan.FromSeconds(1);

    private int _failures;

    /// <summary>Reads until it is stopped or something fails.</summary>
    /// <param name="quiet">How long one read waits.</param>
    /// <param name="untilQuiet">Ends at the first read that brings nothing.</param>
    public async Task FollowAsync(TimeSpan quiet, bool untilQuiet, CancellationToken cancellationToken)
    {
        await log.EnsureTopicAsync(Topic, logOptions.Value.Partitions, cancellationToken);
        var progress = new SuspicionProgress(log, databases, health);
        await using var consumer = log.Subscribe(Group, [Topic], progress, ConsumerLimits.Default);
        while (!cancellationToken.IsCancellationRequested)
        {
            LogBatch? batch;
            try
            {
                batch = await consumer.ReadAsync(quiet, cancellationToken);
            }
            catch (PartitionReadException error)
            {
                // The others are read on.
                progress.Stop(consumer, error);
                continue;
            }

            health.Reader.Read(batch is not null ? true : consumer.IsReached, log.Name);
            if (batch is null && untilQuiet)
            {
                return;
            }

            if (batch is not null && progress.Accepts(consumer, batch))
            {
                await ApplyAsync(batch, progress, cancellationToken);
            }

            _failures = 0;
            health.Recovered();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var delays = new RetryDelays(tuning.Value.RetryDelayMs, Math.Max(tuning.Value.RetryDelayMs, tuning.Value.MaxRetryDelayMs), new Random());
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
                health.Failed(failure);
                var pause = delays.Of(_failures++);
                logger.LogError(failure, "Reading suspicions failed; it goes on from the last committed offset in {PauseMs} ms", (long)pause.TotalMilliseconds);
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ApplyAsync(LogBatch batch, SuspicionProgress progress, CancellationToken cancellationToken)
    {
        var status = health.Of(batch.Partition);
        foreach (var records in batch.Records.Chunk(tuning.Value.SuspicionsPerTransaction))
        {
            var isLast = ReferenceEquals(records[^1], batch.Records[^1]);
            var to = new ConsumedOffsetRow
            {
                Topic = batch.Partition.Topic,
                Partition = batch.Partition.Partition,
                LogId = batch.LogId,
                NextOffset = isLast ? batch.NextOffset : records[^1].Offset + 1,
            };
            status.Took(to.NextOffset, records.Length, records[0].AppendedAt);
            await ApplyAsync(await ReadAsync(batch.Partition, records, cancellationToken), progress[batch.Partition], to, cancellationToken);
            progress[batch.Partition] = to;
            status.Landed(to.NextOffset, records.Length, records[^1].AppendedAt);
            consumers.Done(Group, Topic, records.Length);
        }
    }

    // One that is refused goes aside, and the rest is tried again: each time there is one less, so it ends.
    private async Task ApplyAsync(
        List<(LogRecord Record, Suspicion Suspicion)> read, ConsumedOffsetRow? from, ConsumedOffsetRow to, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await sink.ApplyAsync([.. read.Select(r => r.Suspicion)], from, to, cancellationToken);
                return;
            }
            catch (SuspicionRefusedException refused)
            {
                var at = read.FindIndex(r => ReferenceEquals(r.Suspicion, refused.Suspicion));
                await deadLetters.WriteAsync(
                    new TopicPartition(to.Topic, to.Partition), read[at].Record, DeadLetterCause.RefusedByCasework, "", refused.Refusal, cancellationToken);
                read.RemoveAt(at);
            }
        }
    }

    private async Task<List<(LogRecord Record, Suspicion Suspicion)>> ReadAsync(TopicPartition partition, LogRecord[] records, CancellationToken cancellationToken)
    {
        var suspicions = new List<(LogRecord, Suspicion)>(records.Length);
        foreach (var record in records)
        {
            var (suspicion, field, refusal) = SuspicionReader.Read(record.Value);
            if (suspicion is not null && !elements.TryGet(suspicion.Scenario, out _))
            {
                (suspicion, field, refusal) = (null, "scenario", new Refusal(RefusalCode.UnknownScenario, "No installed scenario has case elements under this name."));
            }

            if (suspicion is null)
            {
                await deadLetters.WriteAsync(partition, record, DeadLetterCause.UnreadableMessage, field, refusal!, cancellationToken);
                continue;
            }

            suspicions.Add((record, suspicion));
        }

        return suspicions;
    }
}
