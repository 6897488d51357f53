using System.Diagnostics.Metrics;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Scenarios;
using CityOps.EventLog;
using CityOps.EventLog.Embedded;
using CityOps.Host.Composition;
using CityOps.Identity;
using CityOps.Pipelines;
using CityOps.Pipelines.Landing;
using CityOps.Warehouse;
using CityOps.Warehouse.Embedded;
using CityOps.Warehouse.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Host.Bench.Landing;

/// <summary>The product's log, warehouse and pipelines in a folder of their own; the log is the run's, so that several stages read it.</summary>
internal sealed class BenchProduct : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _running = [];

    private readonly LandingPlan _plan;

    /// <param name="host">Lends its log and its warehouse; null where this one has its own.</param>
    public BenchProduct(LandingPlan plan, string folder, bool isDerived, BenchProduct? host = null)
    {
        _plan = plan;
        var data = DataFolder.Open(new DirectoryInfo(folder));
        var configuration = HostConfiguration.Build(data, Settings(plan));
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new ErrorLines()))
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new ScenarioCatalog([new BenchScenario(plan, isDerived)]))
            .AddSingleton<ContractCatalog>();
        if (host is not null)
        {
            services.AddSingleton(host.Log).AddSingleton(host.Warehouse);
        }
        else if (plan.Bootstrap is null)
        {
            services.AddSingleton<IEventLog>(provider => new EmbeddedEventLog(
                plan.LogFolder,
                new EventLogOptions(),
                TimeProvider.System,
                provider.GetRequiredService<IMeterFactory>(),
                provider.GetRequiredService<ILogger<EmbeddedEventLog>>()));
        }

        services
            .AddCityOpsEventLog(configuration)
            .AddCityOpsIdentity(configuration)
            .AddCityOpsPipelines(configuration);
        _services = (host is null ? services.AddCityOpsWarehouse(configuration) : services).BuildServiceProvider();
    }

    public IEventLog Log => Get<IEventLog>();

    public IWarehouse Warehouse => Get<IWarehouse>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Starts the engine and makes its tables.</summary>
    public async Task StartWarehouseAsync(CancellationToken cancellationToken)
    {
        await StartAsync(Get<EmbeddedWarehouse>(), cancellationToken);
        await Get<WarehouseMigrator>().MigrateAsync(cancellationToken);
    }

    /// <summary>Starts landing; the warehouse must run.</summary>
    public async Task StartPipelinesAsync(CancellationToken cancellationToken)
    {
        foreach (var service in _services.GetServices<IHostedService>().Except(_running))
        {
            await StartAsync(service, cancellationToken);
        }
    }

    public Task LandedAsync(CancellationToken cancellationToken) => Get<ILandingProgress>().WaitAsync(_plan.Keyed().Topic, progress: null, cancellationToken);

    /// <summary>Stops landing; log and warehouse go on.</summary>
    public async Task StopPipelinesAsync()
    {
        foreach (var service in Enumerable.Reverse(_running).Where(service => service is not EmbeddedWarehouse).ToList())
        {
            await service.StopAsync(CancellationToken.None);
            _running.Remove(service);
        }
    }

    public async Task EmptyTablesAsync(CancellationToken cancellationToken)
    {
        var tables = new List<string>();
        await foreach (var table in Warehouse.QueryAsync(
            "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND name != 'schema_migrations'",
            WarehouseParameters.None,
            reader => reader.GetString(0),
            cancellationToken))
        {
            tables.Add(table);
        }

        foreach (var table in tables)
        {
            await Warehouse.ExecuteAsync($"TRUNCATE TABLE {table}", WarehouseParameters.None, cancellationToken);
        }
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var rows in Warehouse.QueryAsync("SELECT toInt64(count()) FROM readings", WarehouseParameters.None, reader => reader.GetInt64(0), cancellationToken))
        {
            count = rows;
        }

        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await StopPipelinesAsync();
        foreach (var engine in _running)
        {
            await engine.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    private static Dictionary<string, string?> Settings(LandingPlan plan) => new(StringComparer.Ordinal)
    {
        ["CityOps:EventLog:Kind"] = plan.Bootstrap is null ? "embedded" : "kafka",
        ["CityOps:EventLog:Kafka:BootstrapServers"] = plan.Bootstrap,
        ["CityOps:Landing:MaxBatchRows"] = plan.BatchRows.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["CityOps:Warehouse:Url"] = "",
    };

    private async Task StartAsync(IHostedService service, CancellationToken cancellationToken)
    {
        await service.StartAsync(cancellationToken);
        _running.Add(service);
    }

    // Standard output carries the findings.
    private sealed class ErrorLines : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Lines();

        public void Dispose()
        {
        }

        private sealed class Lines : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                Console.Error.WriteLine(formatter(state, exception));
        }
    }
}
