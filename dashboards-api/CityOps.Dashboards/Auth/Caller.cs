using System.Security.Claims;
using CityOps.Dashboards.Accounts;
using CityOps.Identity.Accounts;

namespace CityOps.Dashboards.Auth;

/// <summary>The signed-in caller, read from the token's claims.</summary>
internal static class Caller
{
    public static string NameOf(ClaimsPrincipal user) => user.FindFirstValue(TokenRules.NameClaim) ?? "unnamed";

    public static IReadOnlyList<string> RolesOf(ClaimsPrincipal user) => [.. user.FindAll(TokenRules.RoleClaim).Select(c => c.Value)];

    /// <summary>The code of the unit the caller works in, such as <c>grid_07</c>; null where the token names none.</summary>
    public static string? UnitOf(ClaimsPrincipal user) => user.FindFirstValue(TokenRules.UnitClaim);

    /// <summary>
    /// Whether somebody manages who this is: an account here or at the district's own sign-on, or a program's token. Whoever holds the installation's secrets can make any other token, so of those nothing more is asked.
    /// </summary>
    public static bool IsManaged(ClaimsPrincipal user) =>
        user.HasClaim(claim => claim.Type is TokenRules.StampClaim or TokenRules.OriginClaim) || IsProgram(user);

    /// <summary>A program with a token of its own, not a person.</summary>
    public static bool IsProgram(ClaimsPrincipal user) => string.Equals(user.Identity?.AuthenticationType, ApiTokenScheme.Name, StringComparison.Ordinal);

    /// <summary>The towns that a desk account is for; none: all of them.</summary>
    public static IReadOnlyList<string> TownsOf(ClaimsPrincipal user) => [.. user.FindAll(Account.TownClaim).SelectMany(c => c.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <summary>The role in which a caller acts under a policy: the first of theirs that the policy lets pass.</summary>
    public static string ActingRole(ClaimsPrincipal user, string policy) => RolesOf(user).First(Policies.RolesOf(policy).Contains);
}
