using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Ingest.Bridge;

/// <summary>Degraded while a bridge cannot read or a partition is being retried, unhealthy while one stands still.</summary>
internal sealed class BridgeHealthCheck(BridgeStatus status) : IHealthCheck
{
    public const string Name = "bridge";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (status.All.FirstOrDefault(p => p.State is BridgeState.Stopped) is { } stopped)
        {
            return HealthCheckResult.Unhealthy($"The bridge of {stopped.Partition} stands still: {stopped.Reason}.");
        }

        if (status.Failures.FirstOrDefault() is { Key: not null } failure)
        {
            return HealthCheckResult.Degraded($"The bridge of {failure.Key} reads nothing: {failure.Value}");
        }

        return status.All.FirstOrDefault(p => p.Failures > 0) is { } retrying
            ? HealthCheckResult.Degraded($"The bridge of {retrying.Partition} is being retried: {retrying.Reason}")
            : HealthCheckResult.Healthy();
    }
}
