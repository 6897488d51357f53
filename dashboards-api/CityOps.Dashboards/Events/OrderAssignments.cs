using System.Collections.Concurrent;
using CityOps.Casework.Feed;
using CityOps.Casework.Storage;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Events;

/// <summary>
/// Who was sent to a case, looked up once for all readers of a change: two thousand phones that follow the same change cost one query.
/// </summary>
internal sealed class OrderAssignments(ICaseworkDbFactory databases)
{
    private const int MaxRemembered = 10_000;
    private readonly ConcurrentDictionary<(string CaseId, long Sequence), Lazy<Task<HashSet<string>>>> _known = new();

    /// <summary>Whether an account has a work order of the case, or the case has one for a whole unit.</summary>
    public async ValueTask<bool> IsOnAsync(CaseChange change, string inspector, CancellationToken cancellationToken)
    {
        if (_known.Count > MaxRemembered)
        {
            _known.Clear();
        }

        // The reader who comes first must not take the others' answer with them when they leave.
        var key = (change.CaseId, change.Sequence);
        var sent = _known.GetOrAdd(key, _ => new Lazy<Task<HashSet<string>>>(() => ReadAsync(change.CaseId)));
        try
        {
            var names = await sent.Value.WaitAsync(cancellationToken);
            return names.Contains(inspector) || names.Contains("");
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            _known.TryRemove(new(key, sent));
            throw;
        }
    }

    private async Task<HashSet<string>> ReadAsync(string caseId)
    {
        await using var db = databases.Create();
        var names = await db.WorkOrders.AsNoTracking().Where(o => o.CaseId == caseId).Select(o => o.Inspector).ToListAsync();
        return names.Select(name => name ?? "").ToHashSet(StringComparer.Ordinal);
    }
}
