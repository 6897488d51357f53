using CityOps.EventLog.Progress;
using CityOps.Pipelines.Landing.Consumption;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CityOps.Pipelines.Landing;

/// <summary>How the landing of this process fares, the days that follow from it included.</summary>
internal sealed class LandingHealthCheck(LandingStatus status, DwellingDaysStatus days, IOptions<LandingOptions> options) : IHealthCheck
{
    public const string Name = "landing";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var landing = PartitionHealth.Of(status.Partitions, status.BufferedBytes, status.Reader.Failure);
        return Task.FromResult(landing.Status is HealthStatus.Healthy && days.ProblemAfter(TimeSpan.FromMilliseconds(options.Value.MaxDaysLagMs)) is { } problem
            ? HealthCheckResult.Degraded(problem + ".", data: landing.Data)
            : landing);
    }
}
