using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Auth;

/// <summary>Lets one person try each role in turn; exists only where <c>CityOps:Demo</c> is true.</summary>
internal static class SwitchDemoRole
{
    /// <param name="Role">One of the roles.</param>
    /// <param name="Second">As a second person of that role: what takes two people can be tried by one.</param>
    public sealed record Request(string Role, bool Second = false);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/demo/role", Handle).RequireAuthorization(Policies.SignedIn)
            .WithSummary("Demo only: continue this session in another role.").WithTags("Session")
            .Produces<SignedInPerson>().ProducesValidationProblem();

    private static IResult Handle(Request request, HttpContext context, SessionCookie session)
    {
        if (!Roles.Exists(request.Role))
        {
            return Invalid.Field("role", request.Role, $"Choose one of: {string.Join(", ", Roles.All)}.");
        }

        // Each role acts under a name of its own, or nobody could verify what they reported a moment before in another role.
        var person = new SignedInPerson(request.Second ? $"demo-{request.Role}-2" : $"demo-{request.Role}", [request.Role]);
        session.Start(context, person);
        return TypedResults.Ok(person);
    }
}
