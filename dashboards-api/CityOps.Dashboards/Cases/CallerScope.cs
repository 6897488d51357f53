using System.Security.Claims;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Cases;

/// <summary>What of the cases a caller may see: an inspector what is assigned to them, their units or their grid cells; a desk role every case.</summary>
internal static class CallerScope
{
    /// <summary>Null: every case.</summary>
    public static CaseScope? Of(ClaimsPrincipal user) =>
        Caller.RolesOf(user).Any(role => role is not Roles.Inspector && Policies.RolesOf(Policies.CasesRead).Contains(role, StringComparer.Ordinal))
            ? null
            : new CaseScope(Caller.NameOf(user), [], []);
}
