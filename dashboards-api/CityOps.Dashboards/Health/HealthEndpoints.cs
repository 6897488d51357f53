using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Health;

/// <summary>All: one word on everything, Healthy, Degraded or Unhealthy. Live: the process answers. Ready: every check tagged <see cref="ReadyTag"/> passes, so that requests will be served.</summary>
public static class HealthEndpoints
{
    public const string ReadyTag = "ready";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz", new HealthCheckOptions { ResponseWriter = HealthDetails.WriteAsync }).AllowAnonymous();
        routes.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        routes.MapHealthChecks("/healthz/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(ReadyTag),
            ResponseWriter = HealthDetails.WriteAsync,
        }).AllowAnonymous();
    }
}
