using System.Text;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using CityOps.Contracts.Batches;
using CityOps.EventLog;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Casework.Outbox;

/// <summary>
/// Hands the outbox to the log, in order, then marks it sent. A kill between the two sends again; the message's key (case and sequence) makes
/// that a no-op for whoever lands it.
/// </summary>
internal sealed class OutboxRelay(
    IEventLog log,
    ICaseworkDbFactory databases,
    CaseworkWriter writer,
    CaseworkSignals signals,
    CaseworkMetrics metrics,
    IOptions<EventLogOptions> logOptions,
    IOptions<CaseworkTuning> tuning,
    TimeProvider time,
    ILogger<OutboxRelay> logger) : BackgroundService
{
    private const int ForgottenAtOnce = 2_000;
    private static readonly LogHeader[] Headers = [new(LogHeaders.ContentType, LogHeaders.Json), new(LogHeaders.Rows, "1")];

    /// <summary>Sends until nothing is left.</summary>
    /// <returns>How many messages went out.</returns>
    public async Task<int> DrainAsync(CancellationToken cancellationToken)
    {
        var sent = 0;
        while (await SendBatchAsync(cancellationToken) is var count and > 0)
        {
            sent += count;
            metrics.Sent(count);
        }

        return sent;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DrainAsync(stoppingToken);
                await signals.Outbox.WaitAsync(TimeSpan.FromMilliseconds(tuning.Value.PollMs), time, stoppingToken);

                // What comes within a moment goes together: a transaction for each command's messages would cost the commands theirs.
                await Task.Delay(TimeSpan.FromMilliseconds(tuning.Value.OutboxGatherMs), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "The outbox could not be sent; nothing is lost, it tries again.");
                await Task.Delay(TimeSpan.FromMilliseconds(tuning.Value.RetryDelayMs), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> SendBatchAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var rows = await db.Outbox.AsNoTracking().Where(o => o.SentAt == null).OrderBy(o => o.Id)
            .Take(tuning.Value.OutboxBatchMessages).ToListAsync(cancellationToken);
        if (rows.Count is 0)
        {
            return 0;
        }

        foreach (var ofTopic in rows.GroupBy(row => row.Topic, StringComparer.Ordinal))
        {
            var topic = await log.EnsureTopicAsync(ofTopic.Key, logOptions.Value.Partitions, cancellationToken);
            await log.AppendAsync(ofTopic.Key, [.. ofTopic.Select(row => Message(row, topic.Partitions))], cancellationToken);
        }

        await writer.MaintainAsync(write => MarkSentAsync(write, rows, cancellationToken), cancellationToken);
        return rows.Count;
    }

    private async Task MarkSentAsync(CaseworkDb db, List<OutboxRow> rows, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        long[] ids = [.. rows.Select(row => row.Id)];
        await db.Outbox.Where(o => ids.Contains(o.Id)).ExecuteUpdateAsync(set => set.SetProperty(o => o.SentAt, now), cancellationToken);
        await ForgetAsync(db, now.AddHours(-tuning.Value.KeepSentHours), cancellationToken);
    }

    // From the lowest id on, which are the oldest: looking for old ones anywhere would read the whole table while every command waits.
    private static async Task ForgetAsync(CaseworkDb db, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var oldest = await db.Outbox.AsNoTracking().OrderBy(o => o.Id).Select(o => new { o.Id, o.SentAt }).FirstOrDefaultAsync(cancellationToken);
        if (oldest?.SentAt < before)
        {
            var until = oldest.Id + ForgottenAtOnce;
            await db.Outbox.Where(o => o.Id < until && o.SentAt < before).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static LogAppend Message(OutboxRow row, int partitions) => new(
        Partitioner.PartitionOf(row.PartitionKey, partitions), Encoding.UTF8.GetBytes(row.MessageKey), Encoding.UTF8.GetBytes(row.Payload), Headers);
}
