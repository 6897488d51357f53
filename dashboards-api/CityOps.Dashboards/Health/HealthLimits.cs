using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Dashboards.Health;

/// <summary>Gives every check a time limit: one that hangs with what it looks at (the database, the log, a disk) must not keep the others' answers back.</summary>
internal static class HealthLimits
{
    /// <summary>Longer than any check's own limit, so that its own words are heard first.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static void Add(IServiceCollection services) =>
        services.AddOptions<HealthCheckServiceOptions>().PostConfigure<TimeProvider>((options, time) =>
        {
            foreach (var check in options.Registrations)
            {
                var make = check.Factory;
                check.Factory = provider => new Limited(make(provider), time);
            }
        });

    private sealed class Limited(IHealthCheck inner, TimeProvider time) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                // On a thread of its own: one may hang without ever waiting for anything, as a disk does.
                return await Task.Run(() => inner.CheckHealthAsync(context, cancellationToken), cancellationToken).WaitAsync(Limit, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return HealthCheckResult.Unhealthy(string.Create(
                    CultureInfo.InvariantCulture,
                    $"No answer within {Limit.TotalSeconds:0} s: what '{context.Registration.Name}' looks at hangs. Look whether its disk, database or brokers answer; where they do, restart CityOps."));
            }
        }
    }
}
