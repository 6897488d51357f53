using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using CityOps.Identity;
using CityOps.Ingest.Appending;
using CityOps.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityOps.Ingest.Tests.Appending;

/// <summary>
/// The real border on a data folder of its own: vault on SQLite, RocksDB log, Kestrel on a free port. Only the cell index stands in for
/// the warehouse, which has a test of its own.
/// </summary>
public sealed class SomeIngest : IAsyncDisposable
{
    public const int Partitions = 3;

    private readonly WebApplicationBuilder _builder = WebApplication.CreateSlimBuilder();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-ingest-");
    private WebApplication? _application;

    public SomeIngest()
    {
        _builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["CityOps:DataFolder"] = _folder.FullName,
            ["CityOps:EventLog:Partitions"] = Partitions.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        _builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        _builder.Logging.ClearProviders().AddProvider(Logged).SetMinimumLevel(LogLevel.Trace);
    }

    public LogLines Logged { get; } = new();

    public DirectoryInfo Folder => _folder;

    public Microsoft.Extensions.Configuration.IConfiguration Configuration => _builder.Configuration;

    public IServiceProvider Services => Application.Services;

    public IEventLog Log => Services.GetRequiredService<IEventLog>();

    public IIdentityVault Vault => Services.GetRequiredService<IIdentityVault>();

    private WebApplication Application => _application ?? throw new InvalidOperationException("Not started.");

    public SomeIngest With(string key, object value)
    {
        _builder.Configuration[$"CityOps:{key}"] = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture);
        return this;
    }

    public async Task<SomeIngest> StartAsync(Action<IServiceCollection>? change = null)
    {
        _builder.Services.AddSingleton<ICellIndex, FakeCells>();
        _builder.Services.AddCityOpsIdentity(_builder.Configuration).AddCityOpsEventLog(_builder.Configuration).AddCityOpsIngest(_builder.Configuration);
        _builder.Services.AddAuthorization(o => o.AddPolicy(Ingest.Http.IngestEndpoint.Policy, policy => policy.RequireAssertion(_ => true)));
        change?.Invoke(_builder.Services);
        _application = _builder.Build();
        _application.UseAuthorization();
        Ingest.Http.IngestEndpoint.MapIngest(_application);
        await _application.StartAsync();
        return this;
    }

    public HttpClient Client() => new() { BaseAddress = new Uri(Application.Urls.First()), Timeout = TimeSpan.FromMinutes(5) };

    public ContractSchema Contract(string name) => Services.GetRequiredService<ContractCatalog>()[name];

    /// <summary>Everything a topic holds.</summary>
    public async Task<List<LogRecord>> RecordsAsync(string topic)
    {
        List<LogRecord> records = [];
        if (await Log.DescribeAsync(topic, default) is not { } description)
        {
            return records;
        }

        var left = 0L;
        for (var partition = 0; partition < description.Partitions; partition++)
        {
            var offsets = await Log.OffsetsAsync(new TopicPartition(topic, partition), default);
            left += offsets.End - offsets.Earliest;
        }

        await using var consumer = Log.ReadAll([topic], new FromStart(), ConsumerLimits.Default);
        while (left > 0 && await consumer.ReadAsync(TimeSpan.FromSeconds(20), default) is { } batch)
        {
            records.AddRange(batch.Records);
            left -= batch.Records.Count;
        }

        return records;
    }

    /// <summary>The keyed rows of a contract, as the pipelines will see them.</summary>
    public async Task<List<DecodedRows>> RowsAsync(string contract)
    {
        var schema = Contract(contract);
        return [.. (await RecordsAsync(schema.Topic)).Select(r => MessageDecoder.Decode(r.Header(LogHeaders.ContentType), r.Value, schema.Keyed))];
    }

    public async Task<List<DeadLetter>> DeadLettersAsync(string contract) =>
        [.. (await RecordsAsync(Contract(contract).DeadLetterTopic)).Select(record =>
            System.Text.Json.JsonSerializer.Deserialize<DeadLetter>(record.Value.Span, SnakeCase)!)];

    private static readonly System.Text.Json.JsonSerializerOptions SnakeCase = new()
    {
        PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.SnakeCaseLower) },
    };

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private sealed class FakeCells : ICellIndex
    {
        public ValueTask<ulong[]> CellsOfAsync(IReadOnlyList<Place> places, CancellationToken cancellationToken) =>
            ValueTask.FromResult(places.Select(p => p is { Lon: { } lon, Lat: { } lat } ? (ulong)(lon * 10) * 10_000 + (ulong)(lat * 10) : 0).ToArray());
    }

    private sealed class FromStart : IAssignmentListener
    {
        public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(new Dictionary<TopicPartition, long>());

        public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
