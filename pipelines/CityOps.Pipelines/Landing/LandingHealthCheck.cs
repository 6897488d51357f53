using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Pipelines.Landing;

/// <summary>How the landing of this process fares.</summary>
internal sealed class LandingHealthCheck(LandingStatus status) : IHealthCheck
{
    public const string Name = "landing";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check() => PartitionHealth.Of(status.Partitions);
}

/// <summary>Degraded while writes are being retried, unhealthy while a partition stands still.</summary>
internal static class PartitionHealth
{
    public static HealthCheckResult Of(IReadOnlyCollection<PartitionStatus> partitions)
    {
        if (partitions.FirstOrDefault(p => p.State is PartitionState.Stopped) is { } stopped)
        {
            return HealthCheckResult.Unhealthy($"{stopped.Partition} stands still: {stopped.Reason}.");
        }

        return partitions.FirstOrDefault(p => p.State is PartitionState.Retrying) is { } retrying
            ? HealthCheckResult.Degraded($"{retrying.Partition} is being retried: {retrying.Reason}")
            : HealthCheckResult.Healthy();
    }
}
