using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Auth;

/// <summary>Opens a session with a one-time link, and ends it.</summary>
internal static class SignIn
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/signin", Redeem).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/signout", End).RequireAuthorization(Policies.SignedIn)
            .WithSummary("Ends the browser's session.").WithTags("Session").Produces(StatusCodes.Status204NoContent);
    }

    private static IResult Redeem(string? code, HttpContext context, SignInLinks links, SessionCookie session)
    {
        context.Response.Headers.CacheControl = "no-store";
        var person = string.IsNullOrEmpty(code) ? null : links.Redeem(code);
        if (person is null)
        {
            return Results.LocalRedirect("~/sign-in?reason=link");
        }

        session.Start(context, person);
        return Results.LocalRedirect("~/");
    }

    private static IResult End(HttpContext context, EndedSessions ended)
    {
        if (context.Request.Cookies[SessionCookie.Name] is { Length: > 0 } token)
        {
            ended.End(token);
        }

        SessionCookie.End(context);
        return Results.NoContent();
    }
}
