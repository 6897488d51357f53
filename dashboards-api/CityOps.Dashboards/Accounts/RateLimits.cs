using System.Globalization;
using System.Threading.RateLimiting;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Accounts;

/// <summary>How often one caller may ask: sign-ins by address, everything else under /api by who is signed in. Uploads have a gate of their own.</summary>
internal static class RateLimits
{
    public const string SignIn = "sign-in";

    /// <summary>Codes on visit slips: enough for a clerk at the telephone, too few to guess one.</summary>
    public const string SlipCodes = "slip-codes";
    private const int SlipCodesAMinute = 20;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static void Add(IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = async (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Minute;
            context.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Problem.WriteAsync(context.HttpContext, StatusCodes.Status429TooManyRequests, "Too many requests", $"Try again in {Math.Ceiling(wait.TotalSeconds)} s.");
        };
        limiter.AddPolicy(SignIn, context => Window($"sign-in {context.Connection.RemoteIpAddress}", Limits(context).SignInsAMinute));
        limiter.AddPolicy(SlipCodes, context => Window($"slip {Caller.NameOf(context.User)}", SlipCodesAMinute));
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                ? Window($"api {(context.User.Identity?.IsAuthenticated is true ? Caller.NameOf(context.User) : context.Connection.RemoteIpAddress?.ToString())}", Limits(context).RequestsAMinute)
                : RateLimitPartition.GetNoLimiter(""));
    });

    private static DashboardsOptions.ApiOptions Limits(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<DashboardsOptions>>().Value.Dashboards;

    private static RateLimitPartition<string> Window(string key, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Minute, AutoReplenishment = true });
}
