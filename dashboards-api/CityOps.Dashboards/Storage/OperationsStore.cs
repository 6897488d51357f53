using CityOps.Casework;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Storage;

/// <summary>Registers the operations database, in the same server as casework's.</summary>
public static class OperationsStore
{
    internal static void Add(IServiceCollection services)
    {
        services.AddSingleton(DatabasesOf);
        services.AddSingleton<OperationsMigrator>();
        services.AddHostedService(s => s.GetRequiredService<OperationsMigrator>());
    }

    /// <summary>The factory that the settings of casework's database name.</summary>
    public static IOperationsDbFactory DatabasesOf(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<CaseworkOptions>>().Value;
        if (string.Equals(options.Database.Provider, "postgres", StringComparison.Ordinal))
        {
            return new PostgresOperationsDbFactory(options.Database.ConnectionString);
        }

        Directory.CreateDirectory(options.DataFolder);
        return new SqliteOperationsDbFactory(Path.Combine(options.DataFolder, "operations.db"));
    }
}

/// <summary>Brings the operations database to this version before any other service of the process starts.</summary>
public sealed class OperationsMigrator(IOperationsDbFactory databases) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => databases.MigrateAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
