using System.Runtime.CompilerServices;
using CityOps.Casework.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Casework.Feed;

/// <summary>
/// Follows the table of events by position and tells every subscriber. Positions become visible in order (see <see cref="CaseworkWriter"/>), so that
/// reading on from the last one misses nothing, whichever process wrote.
/// </summary>
internal sealed class CaseFeed(
    ICaseworkDbFactory databases, CaseworkSignals signals, IOptions<CaseworkTuning> tuning, TimeProvider time, ILogger<CaseFeed> logger)
    : BackgroundService, ICaseFeed
{
    private const int ReadItems = 500;
    private readonly Lock _lock = new();
    private readonly HashSet<FeedSubscriber> _subscribers = [];
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last;

    /// <summary>How many are listening now.</summary>
    public int Subscribers
    {
        get
        {
            lock (_lock)
            {
                return _subscribers.Count;
            }
        }
    }

    public async IAsyncEnumerable<CaseFeedItem> SubscribeAsync(long? lastId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await _started.Task.WaitAsync(cancellationToken);
        var subscriber = new FeedSubscriber(tuning.Value.FeedCapacityItems);
        var joinedAt = Join(subscriber);
        try
        {
            if (lastId is { } seen)
            {
                var missed = await MissedAsync(seen, joinedAt, cancellationToken);
                foreach (var item in missed ?? [])
                {
                    yield return item;
                }

                if (missed is null)
                {
                    yield return new CaseFeedItem(joinedAt, Resync: true, Change: null);
                    yield break;
                }
            }

            await foreach (var item in subscriber.Items.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }

            yield return new CaseFeedItem(subscriber.Dropped, Resync: true, Change: null);
        }
        finally
        {
            Leave(subscriber);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PumpAsync(stoppingToken);
                await signals.Feed.WaitAsync(TimeSpan.FromMilliseconds(tuning.Value.PollMs), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "The feed of case changes could not read; it goes on where it was.");
                await Task.Delay(TimeSpan.FromMilliseconds(tuning.Value.RetryDelayMs), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        if (!_started.Task.IsCompleted)
        {
            _last = await db.Events.MaxAsync(e => (long?)e.Position, cancellationToken) ?? 0;
            _started.SetResult();
        }

        List<CaseFeedItem> items;
        do
        {
            items = await ReadAsync(db, _last, long.MaxValue, ReadItems, cancellationToken);
            Publish(items);
        }
        while (items.Count == ReadItems);
    }

    private void Publish(List<CaseFeedItem> items)
    {
        lock (_lock)
        {
            foreach (var item in items)
            {
                _last = item.Id;
                _subscribers.RemoveWhere(subscriber => !subscriber.Offer(item));
            }
        }
    }

    private long Join(FeedSubscriber subscriber)
    {
        lock (_lock)
        {
            _subscribers.Add(subscriber);
            return _last;
        }
    }

    private void Leave(FeedSubscriber subscriber)
    {
        lock (_lock)
        {
            _subscribers.Remove(subscriber);
        }
    }

    // Null where there is more than may be replayed, or where the subscriber has seen what this database never held.
    private async Task<List<CaseFeedItem>?> MissedAsync(long seen, long until, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var limit = tuning.Value.FeedReplayItems;
        var missed = seen > until ? [] : await ReadAsync(db, seen, until, limit + 1, cancellationToken);
        return seen > until || missed.Count > limit ? null : missed;
    }

    private static Task<List<CaseFeedItem>> ReadAsync(CaseworkDb db, long after, long until, int count, CancellationToken cancellationToken) =>
        (from e in db.Events.AsNoTracking()
         join c in db.Cases.AsNoTracking() on e.CaseId equals c.CaseId
         where e.Position > after && e.Position <= until
         orderby e.Position
         select new CaseFeedItem(
             e.Position, false, new CaseChange(e.CaseId, e.Sequence, c.Scenario, e.Kind, e.Stage, c.Town, c.Score, e.At)))
        .Take(count).ToListAsync(cancellationToken);
}
