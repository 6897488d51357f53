using System.Collections.Concurrent;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CityOps.Casework;

/// <summary>
/// Health check <c>casework</c>: how the reading of suspicions fares. Degraded while it is repeated (the database or the log is away), unhealthy
/// while a partition is stopped, with the reason.
/// </summary>
public sealed class CaseworkHealth(TimeProvider time, ILogger<CaseworkHealth> logger) : IHealthCheck
{
    private readonly ConcurrentDictionary<TopicPartition, PartitionStatus> _partitions = new();
    private volatile string? _failing;

    /// <summary>Whether the log can be read.</summary>
    public ReaderStatus Reader { get; } = new(time);

    /// <summary>The partitions that are not read any more, with the reason and the way out.</summary>
    public IReadOnlyDictionary<TopicPartition, string> Stopped =>
        _partitions.Values.Where(p => p.State is PartitionState.Stopped).ToDictionary(p => p.Partition, p => p.Reason ?? "");

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    internal PartitionStatus? Find(TopicPartition partition) => _partitions.GetValueOrDefault(partition);

    internal PartitionStatus Of(TopicPartition partition) => _partitions.GetOrAdd(partition, p => new PartitionStatus(p, time, logger));

    /// <summary>Nothing can be read or applied for now.</summary>
    internal void Failed(Exception error)
    {
        _failing = error.GetBaseException().Message;
        foreach (var partition in _partitions.Values.Where(p => p.State is not (PartitionState.Stopped or PartitionState.Elsewhere)))
        {
            partition.Failed(error.GetBaseException());
        }
    }

    internal void Recovered()
    {
        _failing = null;
        foreach (var partition in _partitions.Values)
        {
            partition.Recovered();
        }
    }

    private HealthCheckResult Check()
    {
        var result = PartitionHealth.Of([.. _partitions.Values], bufferedBytes: 0, Reader.Failure);
        return result.Status is HealthStatus.Healthy && _failing is { } reason
            ? HealthCheckResult.Degraded($"Reading suspicions is being retried: {reason}", data: result.Data)
            : result;
    }
}
