using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace CityOps.Casework.Storage;

/// <summary>Brings the casework database to this version before any other service of the process starts.</summary>
public sealed class CaseworkMigrator(ICaseworkDbFactory databases) : IHostedLifecycleService
{
    /// <summary>Safe to run again, and by several processes at once.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        await db.Database.MigrateAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => MigrateAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
