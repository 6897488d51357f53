using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Http;

namespace CityOps.Dashboards.Auth;

/// <summary>
/// Refuses changes that another site's page could have caused. A request that changes something and rests on the cookie must carry our own
/// header, which no foreign form or script can set without a preflight that we never answer, and its Origin, if any, must be ours.
/// Bearer tokens are not sent by browsers of themselves and need no guard.
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
            $"A change made with a browser session needs the header '{Header}: 1' and an Origin of this site. Programs use a bearer token instead.");
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

        var origin = request.Headers.Origin.ToString();
        var ownOrigin = $"{request.Scheme}://{request.Host}";
        return request.Headers[Header] != "1" || (origin.Length > 0 && !string.Equals(origin, ownOrigin, StringComparison.OrdinalIgnoreCase));
    }
}
