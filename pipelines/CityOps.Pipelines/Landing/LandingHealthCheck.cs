using CityOps.EventLog.Progress;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Pipelines.Landing;

/// <summary>How the landing of this process fares.</summary>
internal sealed class LandingHealthCheck(LandingStatus status) : IHealthCheck
{
    public const string Name = "landing";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(PartitionHealth.Of(status.Partitions, status.BufferedBytes, status.Reader.Failure));
}
