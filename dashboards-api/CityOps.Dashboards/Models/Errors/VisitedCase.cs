using CityOps.Casework.Storage;
using CityOps.Contracts.Events;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Models.Errors;

/// <summary>A case that somebody visited, what had been said of it and what was so. Names no subject.</summary>
/// <param name="Sign">What the evidence calls itself.</param>
/// <param name="Score">Of the strongest evidence, 0 to 1.</param>
/// <param name="LawfulReason">Why nothing was wrong, as the visit found; else as the register of lawful uses has it.</param>
internal sealed record VisitedCase(
    string CaseId, string Sign, double Score, string? ModelVersion, DateTimeOffset At, Outcome Outcome, string? ViolationKind, string? LawfulReason, FoundBy FoundBy)
{
    // What ended longer ago says little of the models of today.
    private const int Most = 5_000;

    /// <summary>Where the outcome was corrected, as it was corrected. The newest first.</summary>
    /// <param name="towns">Only cases there; empty: all.</param>
    public static async Task<IReadOnlyList<VisitedCase>> ReadAsync(ICaseworkDbFactory databases, string scenario, IReadOnlyList<string> towns, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var labels = await db.Labels.AsNoTracking()
            .Where(l => l.Scenario == scenario && (l.Outcome == Outcome.Confirmed || l.Outcome == Outcome.NotFound || l.Outcome == Outcome.OtherViolation))
            .Where(l => towns.Count == 0 || db.Cases.Any(c => c.CaseId == l.CaseId && towns.Contains(c.Town!)))
            .OrderByDescending(l => l.At).Take(Most)
            .Join(db.Cases.AsNoTracking(), l => l.CaseId, c => c.CaseId, (label, of) => new { Label = label, of.Kind, of.Score, of.Subject })
            .ToListAsync(cancellationToken);
        var lawful = (await db.LawfulUses.AsNoTracking().Where(u => u.Scenario == scenario && u.ApprovedBy != null && u.RevokedAt == null)
            .Select(u => new { u.Subject, u.Kind, u.RequestedAt }).ToListAsync(cancellationToken))
            .GroupBy(u => u.Subject, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.MaxBy(u => u.RequestedAt)!.Kind, StringComparer.Ordinal);
        return
        [
            .. labels.GroupBy(l => l.Label.CaseId, StringComparer.Ordinal).Select(g => g.MaxBy(l => l.Label.Sequence)!).OrderByDescending(l => l.Label.At).Select(l => new VisitedCase(
                l.Label.CaseId, l.Kind ?? "", l.Score, l.Label.ModelVersion, l.Label.At, l.Label.Outcome, l.Label.ViolationKind,
                l.Label.LawfulReason ?? lawful.GetValueOrDefault(l.Subject), l.Label.FoundBy)),
        ];
    }
}
