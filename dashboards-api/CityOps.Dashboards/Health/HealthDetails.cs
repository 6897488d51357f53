using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Net.Http.Headers;

namespace CityOps.Dashboards.Health;

/// <summary>
/// What a health endpoint says: one word, or, to whoever accepts JSON, each check with its figures. Reasons may name servers, so only a caller
/// who may see the pipelines gets them.
/// </summary>
internal static class HealthDetails
{
    internal sealed record Report(string Status, IReadOnlyDictionary<string, Check> Checks);

    internal sealed record Check(string Status, string? Reason, IReadOnlyDictionary<string, object> Figures);

    public static Task WriteAsync(HttpContext http, HealthReport report)
    {
        if (!http.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)))
        {
            http.Response.ContentType = "text/plain";
            return http.Response.WriteAsync(report.Status.ToString(), http.RequestAborted);
        }

        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        var seesReasons = Policies.RolesOf(Policies.PipelinesRead).Any(http.User.IsInRole);
        return http.Response.WriteAsJsonAsync(
            new Report(
                Words.Of(report.Status),
                report.Entries.ToDictionary(e => e.Key, e => new Check(Words.Of(e.Value.Status), seesReasons ? e.Value.Description : null, e.Value.Data), StringComparer.Ordinal)),
            http.RequestAborted);
    }
}
