using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Auth;

/// <summary>
/// Refuses changes that another site's page could have caused. A request that changes something and rests on the cookie must come with our
/// Origin or, where a browser sends none, with our own header, which no foreign form or script can set without a preflight that we never
/// answer. Bearer tokens are not sent by browsers of themselves and need no guard.
/// </summary>
public sealed class CrossSiteGuard(RequestDelegate next)
{
    public const string Header = "X-CityOps-Request";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!Suspect(context.Request))
        {
            await next(context);
            return;
        }

        await Problem.WriteAsync(
            context,
            StatusCodes.Status403Forbidden,
            "The request did not come from a page of this site",
            $"A change made with a browser session needs an Origin of this site or the header '{Header}: 1'. Programs use a bearer token instead.");
    }

    private static bool Suspect(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return false;
        }

        if (request.Headers.ContainsKey("Authorization") || !request.Cookies.ContainsKey(SessionCookie.Name))
        {
            return false;
        }

        // A browser sets Origin itself; where it is there, it decides. The scheme is left out: a proxy may have ended TLS before us.
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            ? !Uri.TryCreate(origin, UriKind.Absolute, out var from) || !string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            : request.Headers[Header] != "1";
    }
}
