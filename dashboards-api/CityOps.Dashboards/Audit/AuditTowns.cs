using CityOps.Casework.Storage;
using CityOps.Dashboards.Storage;
using CityOps.Identity.Audit;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Audit;

/// <summary>
/// What of the audit log an auditor of some towns sees: entries about cases there, their work orders, households, trucks, lawful uses and reports. Whatever names no such thing (sign-ins, accounts, settings) is the
/// district's.
/// </summary>
internal sealed class AuditTowns(IAuditLog audit, ICaseworkDbFactory casework, IOperationsDbFactory operations)
{
    private const int Batch = 500;

    // So many batches are looked through for one page; the next page goes on.
    private const int MostBatches = 20;

    /// <returns>The latest first, and where the next page begins.</returns>
    /// <param name="towns">Empty: all entries.</param>
    public async Task<(IReadOnlyList<AuditEntry> Entries, long? Next)> FindAsync(AuditFilter filter, long? before, int limit, IReadOnlyList<string> towns, CancellationToken cancellationToken)
    {
        if (towns.Count is 0)
        {
            var all = await audit.FindAsync(filter, before, limit, cancellationToken);
            return (all, all.Count == limit ? all[^1].Sequence : null);
        }

        var found = new List<AuditEntry>();
        for (var batch = 0; batch < MostBatches; batch++)
        {
            var entries = await audit.FindAsync(filter, before, Batch, cancellationToken);
            var mine = await WordsOfAsync(entries, towns, cancellationToken);
            foreach (var entry in entries)
            {
                before = entry.Sequence;
                if (WordsOf(entry).Any(mine.Contains))
                {
                    found.Add(entry);
                    if (found.Count == limit)
                    {
                        return (found, before);
                    }
                }
            }

            if (entries.Count < Batch)
            {
                return (found, null);
            }
        }

        return (found, before);
    }

    // The words of the entries' subjects that name something in the towns.
    private async Task<HashSet<string>> WordsOfAsync(IReadOnlyList<AuditEntry> entries, IReadOnlyList<string> towns, CancellationToken cancellationToken)
    {
        string[] words = [.. entries.SelectMany(WordsOf).Distinct(StringComparer.Ordinal)];
        await using var db = casework.Create();
        await using var reports = operations.Create();
        var there = db.Cases.AsNoTracking().Where(c => towns.Contains(c.Town!));
        return
        [
            .. await there.Where(c => words.Contains(c.CaseId)).Select(c => c.CaseId).ToListAsync(cancellationToken),
            .. await there.Where(c => words.Contains(c.Subject)).Select(c => c.Subject).ToListAsync(cancellationToken),
            .. await db.WorkOrders.AsNoTracking().Where(o => words.Contains(o.WorkOrderId) && there.Any(c => c.CaseId == o.CaseId)).Select(o => o.WorkOrderId).ToListAsync(cancellationToken),
            .. await db.LawfulUses.AsNoTracking().Where(u => words.Contains(u.Id) && there.Any(c => c.Scenario == u.Scenario && c.Subject == u.Subject)).Select(u => u.Id).ToListAsync(cancellationToken),
            .. await reports.ServiceRequests.AsNoTracking().Where(r => words.Contains(r.RequestId) && towns.Contains(r.Town!)).Select(r => r.RequestId).ToListAsync(cancellationToken),
        ];
    }

    private static string[] WordsOf(AuditEntry entry) => entry.Subject.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
