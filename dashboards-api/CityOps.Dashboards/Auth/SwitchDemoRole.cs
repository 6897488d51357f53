using System.Security.Claims;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Auth;

/// <summary>Lets one person try each role in turn; exists only where <c>CityOps:Demo</c> is true.</summary>
internal static class SwitchDemoRole
{
    /// <param name="Role">One of the roles.</param>
    public sealed record Request(string Role);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/demo/role", Handle).RequireAuthorization(Policies.SignedIn)
            .WithSummary("Demo only: continue this session in another role.").WithTags("Session")
            .Produces<SignedInPerson>().ProducesValidationProblem();

    private static IResult Handle(Request request, ClaimsPrincipal user, HttpContext context, SessionCookie session)
    {
        if (!Roles.Exists(request.Role))
        {
            return Invalid.Field("role", request.Role, $"Choose one of: {string.Join(", ", Roles.All)}.");
        }

        var person = new SignedInPerson(Caller.NameOf(user), [request.Role]);
        session.Start(context, person);
        return TypedResults.Ok(person);
    }
}
