using System.Security.Claims;

namespace CityOps.Dashboards.Auth;

/// <summary>The signed-in caller, read from the token's claims.</summary>
internal static class Caller
{
    public static string NameOf(ClaimsPrincipal user) => user.FindFirstValue(TokenRules.NameClaim) ?? "unnamed";

    public static IReadOnlyList<string> RolesOf(ClaimsPrincipal user) => [.. user.FindAll(TokenRules.RoleClaim).Select(c => c.Value)];

    /// <summary>The role in which a caller acts under a policy: the first of theirs that the policy lets pass.</summary>
    public static string ActingRole(ClaimsPrincipal user, string policy) => RolesOf(user).First(Policies.RolesOf(policy).Contains);
}
