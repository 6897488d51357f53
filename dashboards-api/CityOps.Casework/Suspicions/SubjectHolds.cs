using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Contracts.Events;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Suspicions;

/// <summary>
/// Which subjects nobody may be sent to now: their use is registered as lawful, or a visit found nothing within the scenario's cool-down. Looked up
/// for a whole transaction at once.
/// </summary>
internal static class SubjectHolds
{
    public static async Task<Dictionary<(string Scenario, string Subject), SubjectHold>> FindAsync(
        CaseSession session, IReadOnlyList<Suspicion> suspicions, CaseElements elements, CancellationToken cancellationToken)
    {
        var holds = new Dictionary<(string, string), SubjectHold>();
        foreach (var group in suspicions.GroupBy(s => s.Scenario, StringComparer.Ordinal))
        {
            if (elements.TryGet(group.Key, out var part))
            {
                await FindAsync(holds, session, part, [.. group.Select(s => s.Subject).Distinct(StringComparer.Ordinal)], cancellationToken);
            }
        }

        return holds;
    }

    /// <summary>Why nobody may be sent to the subject of a case now; null where nothing speaks against it.</summary>
    public static async Task<SubjectHold?> OfAsync(CaseSession session, CaseState state, CaseElementsPart part, CancellationToken cancellationToken)
    {
        var holds = new Dictionary<(string, string), SubjectHold>();
        await FindAsync(holds, session, part, [state.Subject], cancellationToken);
        return holds.GetValueOrDefault((state.Scenario, state.Subject));
    }

    private static async Task FindAsync(
        Dictionary<(string Scenario, string Subject), SubjectHold> holds, CaseSession session, CaseElementsPart part, string[] subjects, CancellationToken cancellationToken)
    {
        var (scenario, now) = (part.Scenario, session.Now);
        var since = now.AddDays(-part.CoolDownDays);
        var last = part.CoolDownDays is 0 ? [] : await session.Db.Labels.AsNoTracking()
            .Where(l => l.Scenario == scenario && subjects.Contains(l.Subject) && l.At > since)
            .Select(l => new { l.Subject, l.At, l.Outcome }).ToListAsync(cancellationToken);

        // The last visit that got in counts: what a later one confirmed ends the rest after an earlier "not found".
        foreach (var visits in last.Where(l => l.Outcome is Outcome.NotFound or Outcome.Confirmed or Outcome.OtherViolation).GroupBy(l => l.Subject, StringComparer.Ordinal))
        {
            if (visits.MaxBy(v => v.At) is { Outcome: Outcome.NotFound } visit)
            {
                holds[(scenario, visits.Key)] = new(SubjectHold.CoolDown, visit.At.AddDays(part.CoolDownDays));
            }
        }

        var lawful = await session.Db.LawfulUses.AsNoTracking()
            .Where(u => u.Scenario == scenario && subjects.Contains(u.Subject) && u.ApprovedBy != null && u.RevokedAt == null && u.ExpiresAt > now)
            .ToListAsync(cancellationToken);
        foreach (var use in lawful.OrderBy(u => u.ExpiresAt))
        {
            holds[(scenario, use.Subject)] = new(SubjectHold.LawfulUse, use.ExpiresAt);
        }
    }
}
