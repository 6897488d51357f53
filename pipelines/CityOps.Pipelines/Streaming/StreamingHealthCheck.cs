using CityOps.EventLog.Progress;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Pipelines.Streaming;

/// <summary>How the stream processors of this process fare.</summary>
internal sealed class StreamingHealthCheck(StreamingStatus status) : IHealthCheck
{
    public const string Name = "streaming";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (what, failure) = status.Failures.OrderBy(reader => reader.Failure.Since).FirstOrDefault();
        return Task.FromResult(PartitionHealth.Of(
            [.. status.Partitions.Select(p => p.Status)], status.BufferedBytes.Values.Sum(), failure is null ? null : failure with { Reason = $"{what}: {failure.Reason}" }));
    }
}
