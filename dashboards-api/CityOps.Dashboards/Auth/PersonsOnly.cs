using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CityOps.Dashboards.Auth;

/// <summary>Closes an endpoint to programs: what stands behind it is decided by somebody who signed in, whatever roles a token has.</summary>
internal static class PersonsOnly
{
    /// <param name="builder">The endpoint.</param>
    /// <param name="why">What only a person does, in a sentence.</param>
    public static RouteHandlerBuilder ByAPerson(this RouteHandlerBuilder builder, string why) => builder
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .AddEndpointFilter(async (context, next) => Caller.IsProgram(context.HttpContext.User) ? Refuse(why) : await next(context));

    public static ProblemHttpResult Refuse(string why) =>
        TypedResults.Problem(title: "A person has to decide", detail: $"{why} Sign in with an account of your own.", statusCode: StatusCodes.Status403Forbidden);
}
