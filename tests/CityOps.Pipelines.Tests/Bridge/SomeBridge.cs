using System.Text;
using CityOps.EventLog;
using CityOps.Host.Composition;
using CityOps.Ingest;
using CityOps.Ingest.Bridge;
using CityOps.Pipelines.Checkpoints;
using CityOps.Tests.Shared;
using CityOps.Tests.Shared.Kafka;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Tests.Bridge;

/// <summary>A utility's own topic on a mock cluster, and processes that bridge it into a district with an embedded log.</summary>
internal sealed class SomeBridge : IAsyncDisposable
{
    public const string Topic = "utility.readings";
    public const int SourcePartitions = 2;

    private readonly EngineFixture _engine;
    private readonly Dictionary<string, string> _settings;
    private readonly IProducer<byte[]?, byte[]?> _producer;
    private District? _process;

    public SomeBridge(EngineFixture engine, params (string Name, string Value)[] settings)
    {
        _engine = engine;
        Cluster.Create(Topic, SourcePartitions);
        _settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CityOps:Bridges:0:Topic"] = Topic,
            ["CityOps:Bridges:0:Bootstrap"] = Cluster.Bootstrap,
            ["CityOps:Bridges:0:Contract"] = "meter-readings",
        };
        foreach (var (name, value) in MockCluster.Settings)
        {
            _settings[$"CityOps:Bridges:0:Settings:{name}"] = value;
        }

        foreach (var (name, value) in settings)
        {
            _settings[$"CityOps:Bridges:0:{name}"] = value;
        }

        _producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = Cluster.Bootstrap }).Build();
    }

    public TestFolder Folder { get; } = new();

    public MockCluster Cluster { get; } = new();

    public LogLines Logged { get; } = new();

    public District Process => _process ?? throw new InvalidOperationException("Not started.");

    /// <summary>Starts a process, after ending the one before as a kill would: nothing of it is finished.</summary>
    public async Task<District> StartAsync(Func<IBridgeProgress, IBridgeProgress>? progress = null, Func<IEventLog, IEventLog>? log = null)
    {
        var first = _process is null;
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _process = await District.OpenAsync(Folder, _engine, empty: first, settings: _settings, log: log, more: (services, configuration) =>
        {
            services.AddLogging(logging => logging.AddProvider(Logged).SetMinimumLevel(LogLevel.Trace));
            services.AddSingleton<IBridgeProgress>(s => (progress ?? (inner => inner))(new BridgeProgress(s.GetRequiredService<ICheckpointStore>())));
            services.AddCityOpsIngest(configuration).AddCityOpsBridges(configuration);
        });
        await _process.StartAsync();
        return _process;
    }

    public Task SendAsync(string message, int partition = 0) => SendAsync(Encoding.UTF8.GetBytes(message), partition);

    public async Task SendAsync(byte[]? message, int partition = 0) => await _producer.ProduceAsync(
        new Confluent.Kafka.TopicPartition(Topic, partition), new Message<byte[]?, byte[]?> { Value = message }, CancellationToken.None);

    /// <summary>Everything that was sent has been taken in.</summary>
    public Task TakenAsync(long sent, int partition = 0) => Eventually.TrueAsync(async () =>
        (await Process.Get<ICheckpointStore>().ListAsync(CancellationToken.None))
            .Any(c => c.Group == "bridge:cityops-bridge" && c.Partition == new EventLog.TopicPartition(Topic, partition) && c.NextOffset == sent));

    /// <summary>Everything that our topic holds.</summary>
    public async Task<List<LogRecord>> RecordsAsync()
    {
        var ends = new Dictionary<EventLog.TopicPartition, long>();
        var topic = await Process.Log.EnsureTopicAsync(Some.Readings.Topic, 4, CancellationToken.None);
        for (var partition = 0; partition < topic.Partitions; partition++)
        {
            var key = new EventLog.TopicPartition(topic.Topic, partition);
            ends[key] = (await Process.Log.OffsetsAsync(key, CancellationToken.None)).End;
        }

        var records = new List<LogRecord>();
        await using var consumer = Process.Log.ReadAll([topic.Topic], new Streaming.FromTheStart(), ConsumerLimits.Default);
        while (records.Count < ends.Values.Sum())
        {
            records.AddRange((await consumer.ReadAsync(TimeSpan.FromSeconds(20), CancellationToken.None))!.Records);
        }

        return records;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _producer.Dispose();
        Cluster.Dispose();
        Folder.Dispose();
    }
}
