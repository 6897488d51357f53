using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Hosting;

/// <summary>Pages run only our own scripts and styles, talk to nobody else, and can't be framed.</summary>
public sealed class SecurityHeaders(RequestDelegate next, IOptions<DashboardsOptions> options)
{
    private const string ContentPolicy =
        "default-src 'self'; connect-src 'self'{0}; img-src 'self' data: blob:{0}; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The jobs dashboard is Hangfire's own page and styles elements inline; only who manages jobs reaches it.</summary>
    private const string JobsContentPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The one origin that the district configured its map tiles from is let in, and only then.</summary>
    private readonly string _policy = ContentPolicy.Replace("{0}", options.Value.Dashboards.Map.TilesOrigin is { } tiles ? " " + tiles : "", StringComparison.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/jobs", StringComparison.OrdinalIgnoreCase) ? JobsContentPolicy : _policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }
}
