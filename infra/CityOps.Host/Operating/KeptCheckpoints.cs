using CityOps.Casework;
using CityOps.Casework.Storage;
using CityOps.Casework.Suspicions;
using CityOps.Dashboards.Auth;
using CityOps.EventLog;
using CityOps.Host.Composition;
using CityOps.Identity;
using CityOps.Identity.Audit;
using CityOps.Pipelines;
using CityOps.Pipelines.Checkpoints;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Operating;

/// <summary>Where one consumer stands in one partition.</summary>
/// <param name="LogId">The log that the offset belongs to.</param>
/// <param name="NextOffset">Everything before it has taken effect.</param>
/// <param name="PendingTo">One past the last offset that may have taken effect; null where nothing is pending.</param>
internal sealed record KeptCheckpoint(string Consumer, string Topic, int Partition, string LogId, long NextOffset, long? PendingTo);

/// <summary>The checkpoints of every consumer of an installation, from the databases themselves: nothing else needs to run.</summary>
internal sealed class KeptCheckpoints(ICheckpointStore checkpoints, ICaseworkDbFactory casework, IAuditLog audit) : IAsyncDisposable
{
    private ServiceProvider? _services;

    public static KeptCheckpoints Open(DataFolder folder)
    {
        var configuration = HostConfiguration.Build(folder);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(configuration)
            .AddSingleton(Composition.Scenarios.Catalog())
            .AddCityOpsIdentity(configuration)
            .AddCityOpsPipelines(configuration)
            .AddCityOpsCasework(configuration)
            .BuildServiceProvider();
        return new KeptCheckpoints(services.GetRequiredService<ICheckpointStore>(), services.GetRequiredService<ICaseworkDbFactory>(), services.GetRequiredService<IAuditLog>())
        {
            _services = services,
        };
    }

    /// <summary>All there are, of one consumer, topic or partition where that is said.</summary>
    public async Task<IReadOnlyList<KeptCheckpoint>> ListAsync(string? consumer, string? topic, int? partition, CancellationToken cancellationToken)
    {
        var kept = (await checkpoints.ListAsync(cancellationToken)).Select(c => new KeptCheckpoint(c.Group, c.Partition.Topic, c.Partition.Partition, c.LogId, c.NextOffset, c.PendingTo));
        var ofCasework = (await SuspicionCheckpoints.ListAsync(casework, cancellationToken))
            .Select(c => new KeptCheckpoint(SuspicionCheckpoints.Group, c.Partition.Topic, c.Partition.Partition, c.LogId, c.NextOffset, PendingTo: null));
        return
        [
            .. kept.Concat(ofCasework)
                .Where(c => (consumer is null || string.Equals(c.Consumer, consumer, StringComparison.Ordinal))
                    && (topic is null || string.Equals(c.Topic, topic, StringComparison.Ordinal)) && (partition is null || c.Partition == partition))
                .OrderBy(c => c.Consumer, StringComparer.Ordinal).ThenBy(c => c.Topic, StringComparer.Ordinal).ThenBy(c => c.Partition),
        ];
    }

    /// <summary>Forgets them, each after the audit log has it; a kill in between leaves some of them, and doing it again is safe.</summary>
    public async Task ForgetAsync(IReadOnlyList<KeptCheckpoint> those, string by, string reason, CancellationToken cancellationToken)
    {
        foreach (var checkpoint in those)
        {
            var subject = FormattableString.Invariant($"{checkpoint.Consumer} {checkpoint.Topic}[{checkpoint.Partition}]@{checkpoint.NextOffset}");
            await audit.AppendAsync(new AuditEvent(by, Roles.SystemAdmin, AuditAction.CheckpointForgotten, subject, reason), cancellationToken);
            await ForgetAsync(checkpoint, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is { } services)
        {
            await services.DisposeAsync();
        }
    }

    private async Task ForgetAsync(KeptCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        var partition = new TopicPartition(checkpoint.Topic, checkpoint.Partition);
        if (string.Equals(checkpoint.Consumer, SuspicionCheckpoints.Group, StringComparison.Ordinal))
        {
            await SuspicionCheckpoints.ForgetAsync(casework, partition, cancellationToken);
        }
        else
        {
            await checkpoints.ForgetAsync(checkpoint.Consumer, partition, cancellationToken);
        }
    }
}
