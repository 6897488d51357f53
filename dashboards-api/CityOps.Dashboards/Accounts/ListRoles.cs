using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Accounts;

/// <summary>The roles, for whoever gives them: what each may do, and with which others it goes.</summary>
internal static class ListRoles
{
    /// <param name="Role">Such as <c>analyst</c>.</param>
    /// <param name="Rights">What it may do, such as <c>cases.read</c>: what a token of it may be scoped to.</param>
    /// <param name="NotWith">Roles that the same person or program cannot hold beside it.</param>
    internal sealed record View(string Role, IReadOnlyList<string> Rights, IReadOnlyList<string> NotWith);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/roles", () => TypedResults.Ok(All())).RequireAuthorization(Policies.AccountsManage)
            .WithSummary("The roles there are, what each may do, and which cannot be held together.").WithTags("Accounts");

    private static IReadOnlyList<View> All() =>
        [.. Roles.All.Select(role => new View(role, Policies.Granted([role]), [.. Roles.All.Where(other => !string.Equals(other, role, StringComparison.Ordinal) && RoleRules.WhyNot([role, other]) is not null)]))];
}
