using Microsoft.Extensions.Hosting;

namespace CityOps.Casework.Storage;

/// <summary>Brings the casework database to this version before any other service of the process starts.</summary>
public sealed class CaseworkMigrator(ICaseworkDbFactory databases) : IHostedLifecycleService
{
    /// <summary>Safe to run again, and by several processes at once.</summary>
    public Task MigrateAsync(CancellationToken cancellationToken) => databases.MigrateAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => MigrateAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
