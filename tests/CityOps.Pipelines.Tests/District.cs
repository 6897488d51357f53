using Apache.Arrow;
using CityOps.Contracts.Batches;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Scenarios;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Identity;
using CityOps.Pipelines.Landing;
using CityOps.Tests.Shared;
using CityOps.Warehouse;
using CityOps.Warehouse.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Tests;

/// <summary>
/// The pipelines on real parts: a RocksDB log and SQLite checkpoints in a folder of their own, and the engine of the test run. A second
/// one on the same folder is what a restarted process is.
/// </summary>
internal sealed class District : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _running = [];

    private District(ServiceProvider services)
    {
        _services = services;
    }

    public IEventLog Log => Get<IEventLog>();

    public IWarehouse Warehouse => Get<IWarehouse>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<District> OpenAsync(
        TestFolder folder, EngineFixture engine, ICrashPoints? crashPoints = null, IReadOnlyList<IScenario>? scenarios = null, IWarehouse? warehouse = null, bool empty = false,
        IReadOnlyDictionary<string, string>? settings = null, Func<IEventLog, IEventLog>? log = null, Action<IServiceCollection, IConfiguration>? more = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("CityOps:DataFolder", folder.Path),
                new("CityOps:Landing:MaxBatchAgeMs", "20"),
                new("CityOps:Landing:MinRetryDelayMs", "1"),
                new("CityOps:Landing:MaxRetryDelayMs", "20"),
                new("CityOps:Streaming:MaxBatchAgeMs", "20"),
            ])
            .AddInMemoryCollection(settings?.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)))
            .Build();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(new TestOutputLogging()))
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(new ScenarioCatalog([new CoreScenario(), .. scenarios ?? []]))
            .AddSingleton<ContractCatalog>()
            .AddSingleton(warehouse ?? engine.Warehouse)
            .AddSingleton(crashPoints ?? new NoCrashPoints())
            .AddSingleton<WarehouseMigrator>()
            .AddCityOpsEventLog(configuration)
            .AddCityOpsIdentity(configuration)
            .AddCityOpsPipelines(configuration);
        more?.Invoke(services, configuration);
        if (log is not null)
        {
            Decorate(services, log);
        }

        var district = new District(services.BuildServiceProvider());
        if (empty)
        {
            await district.EmptyAsync();
        }

        return district;
    }

    /// <summary>Starts landing and the stream processors.</summary>
    public async Task StartAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            _running.Add(service);
            await service.StartAsync(CancellationToken.None);
        }
    }

    public async Task StopAsync()
    {
        foreach (var service in _running)
        {
            await service.StopAsync(CancellationToken.None);
        }

        _running.Clear();
    }

    /// <summary>Appends keyed rows as ingest does: by partition, in Arrow messages of at most <paramref name="messageBytes"/>.</summary>
    public async Task AppendAsync(ContractSchema schema, RecordBatch rows, int messageBytes = BatchSplitter.DefaultMessageBytes)
    {
        var topic = await Log.EnsureTopicAsync(schema.Topic, 4, CancellationToken.None);
        await Log.AppendAsync(schema.Topic, MessagesOf(schema, rows, topic.Partitions, messageBytes), CancellationToken.None);
    }

    public static List<LogAppend> MessagesOf(ContractSchema schema, RecordBatch rows, int partitions, int messageBytes = BatchSplitter.DefaultMessageBytes) =>
    [
        .. BatchSplitter.Split(rows, schema, partitions, messageBytes)
            .Select(part => new LogAppend(part.Partition, default, ArrowMessage.Encode(part.Rows), Headers(LogHeaders.ArrowStream, part.Rows.Length))),
    ];

    public Task AppendAsync(params Reading[] readings) => AppendAsync(Some.Readings, Some.Batch(readings));

    public Task AppendAsync(params Link[] links) => AppendAsync(Some.Links, Some.Batch(links));

    public static IReadOnlyList<LogHeader> Headers(string contentType, int rows) =>
    [
        new(LogHeaders.ContentType, contentType),
        new(LogHeaders.Rows, rows.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];

    public async Task WaitAsync(string topic)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await Get<ILandingProgress>().WaitAsync(topic, progress: null, timeout.Token);
    }

    public Task LandedAsync() => WaitAsync(Some.Readings.Topic);

    public async Task<List<T>> QueryAsync<T>(string sql, Func<System.Data.Common.DbDataReader, T> map)
    {
        var rows = new List<T>();
        await foreach (var row in Warehouse.QueryAsync(sql, WarehouseParameters.None, map, CancellationToken.None))
        {
            rows.Add(row);
        }

        return rows;
    }

    public async Task<long> CountAsync(string table) =>
        (await QueryAsync($"SELECT toInt64(count()) FROM {table}", r => r.GetInt64(0))).Single();

    /// <summary>Empties every table that holds something, after bringing the schema up to date.</summary>
    public async Task EmptyAsync()
    {
        await Get<WarehouseMigrator>().MigrateAsync(CancellationToken.None);
        var tables = await QueryAsync("SELECT DISTINCT table FROM system.parts WHERE database = currentDatabase() AND active AND table != 'schema_migrations'", r => r.GetString(0));
        foreach (var table in tables)
        {
            await Warehouse.ExecuteAsync($"TRUNCATE TABLE {table}", WarehouseParameters.None, CancellationToken.None);
        }
    }

    // The inner log is disposed with the provider that made it.
    private static void Decorate(IServiceCollection services, Func<IEventLog, IEventLog> log)
    {
        var inner = services.Last(s => s.ServiceType == typeof(IEventLog));
        services.Remove(inner);
        services.AddKeyedSingleton("inner", (provider, _) => (IEventLog)inner.ImplementationFactory!(provider));
        services.AddSingleton(provider => log(provider.GetRequiredKeyedService<IEventLog>("inner")));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
    }
}
