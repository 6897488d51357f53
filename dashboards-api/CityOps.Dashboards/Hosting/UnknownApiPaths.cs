using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Hosting;

/// <summary>A path under the API that nothing serves is a 404 with a reason, not the page.</summary>
internal static class UnknownApiPaths
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var prefix in (string[])["/api", "/ingest", "/openapi", "/healthz"])
        {
            routes.MapFallback(prefix + "/{*path}", Handle).RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        }
    }

    private static Task Handle(HttpContext context) => Problem.WriteAsync(
        context,
        StatusCodes.Status404NotFound,
        "No such path",
        $"Nothing is served at '{context.Request.Path}'. The API is described at /openapi/v1.json.");
}
