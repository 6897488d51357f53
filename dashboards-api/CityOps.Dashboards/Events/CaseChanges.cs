using System.Runtime.CompilerServices;
using CityOps.Casework.Feed;
using CityOps.Casework.Storage;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Events;

/// <summary>
/// The changes of cases from any position on, without a gap: live from the feed while the reader keeps up, from the database in pages while it does not.
/// A slow reader is therefore given everything later rather than something never, and costs no more memory than one page.
/// </summary>
internal sealed class CaseChanges(ICaseFeed feed, ICaseworkDbFactory databases)
{
    private const int PageItems = 500;

    /// <summary>
    /// The changes after a position (null: from now on), in order. An item with <see cref="CaseFeedItem.Resync"/> comes only where the position lies
    /// beyond what this database ever held, as after a restore from a backup: what the reader shows is of another past.
    /// </summary>
    public async IAsyncEnumerable<CaseFeedItem> FollowAsync(long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = after;
        while (true)
        {
            await foreach (var item in feed.SubscribeAsync(last, cancellationToken))
            {
                if (item.Resync)
                {
                    last ??= item.Id - 1;
                    break;
                }

                last = item.Id;
                yield return item;
            }

            if (last is not { } seen)
            {
                yield break;
            }

            var end = await EndAsync(cancellationToken);
            if (seen > end)
            {
                last = end;
                yield return new CaseFeedItem(end, Resync: true, Change: null);
                continue;
            }

            IReadOnlyList<CaseFeedItem> page;
            do
            {
                page = await ReadAsync(last.Value, PageItems, cancellationToken);
                foreach (var item in page)
                {
                    last = item.Id;
                    yield return item;
                }
            }
            while (page.Count == PageItems);
        }
    }

    /// <summary>At most <paramref name="count"/> changes after a position.</summary>
    public async Task<IReadOnlyList<CaseFeedItem>> ReadAsync(long after, int count, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        return await (from e in db.Events.AsNoTracking()
                      join c in db.Cases.AsNoTracking() on e.CaseId equals c.CaseId
                      where e.Position > after
                      orderby e.Position
                      select new CaseFeedItem(e.Position, false, new CaseChange(e.CaseId, e.Sequence, c.Scenario, e.Kind, e.Stage, c.Town, c.Score, e.At)))
            .Take(count).ToListAsync(cancellationToken);
    }

    /// <summary>The position of the latest change; 0 where there is none.</summary>
    public async Task<long> EndAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        return await db.Events.MaxAsync(e => (long?)e.Position, cancellationToken) ?? 0;
    }
}
