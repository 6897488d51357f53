using System.Security.Claims;
using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using CityOps.Dashboards.Cases;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.LawfulUses;

/// <summary>Which subjects a desk of some towns may register uses of: those with a case in its towns, since nothing else says where a subject is.</summary>
internal sealed class SubjectTowns(ICaseworkDbFactory databases, CaseElements elements)
{
    public bool IsHousehold(string scenario) => elements.TryGet(scenario, out var part) && part.SubjectKind is SubjectKind.Dwelling;

    public async Task<bool> AllowsAsync(ClaimsPrincipal user, string scenario, string subject, CancellationToken cancellationToken)
    {
        var towns = CaseGate.TownsOfDesk(user);
        await using var db = databases.Create();
        return towns.Count is 0 || await db.Cases.AsNoTracking().AnyAsync(c => c.Scenario == scenario && c.Subject == subject && towns.Contains(c.Town!), cancellationToken);
    }

    public async Task<IReadOnlyList<LawfulUseRow>> AllowedAsync(ClaimsPrincipal user, IReadOnlyList<LawfulUseRow> uses, CancellationToken cancellationToken)
    {
        var towns = CaseGate.TownsOfDesk(user);
        if (towns.Count is 0)
        {
            return uses;
        }

        string[] subjects = [.. uses.Select(u => u.Subject).Distinct(StringComparer.Ordinal)];
        await using var db = databases.Create();
        var mine = await db.Cases.AsNoTracking().Where(c => subjects.Contains(c.Subject) && towns.Contains(c.Town!)).Select(c => new { c.Scenario, c.Subject }).ToListAsync(cancellationToken);
        return [.. uses.Where(u => mine.Exists(m => string.Equals(m.Scenario, u.Scenario, StringComparison.Ordinal) && string.Equals(m.Subject, u.Subject, StringComparison.Ordinal)))];
    }
}
