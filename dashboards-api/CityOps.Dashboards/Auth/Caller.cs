using System.Security.Claims;

namespace CityOps.Dashboards.Auth;

/// <summary>The signed-in caller, read from the token's claims.</summary>
internal static class Caller
{
    public static string NameOf(ClaimsPrincipal user) => user.FindFirstValue(TokenRules.NameClaim) ?? "unnamed";

    public static IReadOnlyList<string> RolesOf(ClaimsPrincipal user) => [.. user.FindAll(TokenRules.RoleClaim).Select(c => c.Value)];

    /// <summary>The code of the unit the caller works in, such as <c>grid_07</c>; null where the token names none.</summary>
    public static string? UnitOf(ClaimsPrincipal user) => user.FindFirstValue(TokenRules.UnitClaim);

    /// <summary>The role in which a caller acts under a policy: the first of theirs that the policy lets pass.</summary>
    public static string ActingRole(ClaimsPrincipal user, string policy) => RolesOf(user).First(Policies.RolesOf(policy).Contains);
}
