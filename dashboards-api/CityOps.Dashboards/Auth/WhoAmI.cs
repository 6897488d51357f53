using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Auth;

/// <summary>Tells the caller who they are and what they may do, so that pages offer only what works.</summary>
internal static class WhoAmI
{
    /// <param name="Rights">The names of the policies the caller passes.</param>
    /// <param name="Demo">The caller may switch roles.</param>
    /// <param name="Roles">The caller's roles.</param>
    public sealed record Me(string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Rights, bool Demo, IReadOnlyList<string> AllRoles, string? Unit = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/me", Handle).RequireAuthorization(Policies.SignedIn)
            .WithSummary("Who the caller is, and what they may do.").WithTags("Session").Produces<Me>();

    private static Ok<Me> Handle(ClaimsPrincipal user, IOptions<DashboardsOptions> options)
    {
        var roles = Caller.RolesOf(user);
        return TypedResults.Ok(new Me(Caller.NameOf(user), roles, Policies.Granted(roles), options.Value.Demo, Roles.All, Caller.UnitOf(user)));
    }
}
