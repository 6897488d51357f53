using System.Security.Claims;
using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Cases;

/// <summary>What of the cases a caller may see: an inspector what is assigned to them, their units or their grid cells; a desk role every case, or those of its account's towns.</summary>
internal static class CallerScope
{
    /// <summary>Null: every case.</summary>
    public static CaseScope? Of(ClaimsPrincipal user, CaseElements elements, TimeProvider time) =>
        Caller.RolesOf(user).Any(role => role is not Roles.Inspector && Policies.RolesOf(Policies.CasesRead).Contains(role, StringComparer.Ordinal))
            ? Desk(Caller.NameOf(user), Caller.TownsOf(user))
            : Mine(user, elements, time);

    private static CaseScope? Desk(string name, IReadOnlyList<string> towns) => towns.Count == 0 ? null : new CaseScope(name, [], []) { Towns = towns };

    /// <summary>What is theirs, whatever else they may see.</summary>
    public static CaseScope Mine(ClaimsPrincipal user, CaseElements elements, TimeProvider time)
    {
        var name = Caller.NameOf(user);
        var duties = elements.Data.DutiesOf(name, time.GetUtcNow());
        return new(name, [.. duties.Select(d => d.Unit).Distinct(StringComparer.Ordinal)], [.. duties.SelectMany(d => d.GridCells).Distinct(StringComparer.Ordinal)]);
    }
}
