using System.Collections.Concurrent;
using CityOps.EventLog;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Casework;

/// <summary>Health check <c>casework</c>: unhealthy while a partition of suspicions is stopped, with the reason.</summary>
public sealed class CaseworkHealth : IHealthCheck
{
    private readonly ConcurrentDictionary<TopicPartition, string> _stopped = new();

    /// <summary>The partitions that are not read any more, with the reason and the way out.</summary>
    public IReadOnlyDictionary<TopicPartition, string> Stopped => _stopped;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        _stopped.IsEmpty ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join(" ", _stopped.Values)));

    internal void Stop(TopicPartition partition, string reason) => _stopped[partition] = reason;

    internal void Go(TopicPartition partition) => _stopped.TryRemove(partition, out _);
}
