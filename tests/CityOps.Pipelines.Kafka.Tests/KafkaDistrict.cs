using CityOps.EventLog;
using CityOps.Pipelines.Landing;
using CityOps.Tests.Shared;
using CityOps.Tests.Shared.Kafka;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Tests.Kafka;

/// <summary>Processes that land the same topics of one Kafka cluster in one warehouse, with one checkpoint store between them.</summary>
internal sealed class KafkaDistrict : IAsyncDisposable
{
    public const int Partitions = 4;

    private readonly TestFolder _folder = new();
    private readonly EngineFixture _engine;
    private readonly MockCluster? _cluster;
    private readonly CheckpointDatabase _checkpoints;
    private readonly List<District> _processes = [];

    private KafkaDistrict(EngineFixture engine, MockCluster? cluster, CheckpointDatabase checkpoints) => (_engine, _cluster, _checkpoints) = (engine, cluster, checkpoints);

    /// <param name="cluster">A mock, whose topics are made here; null for the real broker, whose topics are emptied.</param>
    public static async Task<KafkaDistrict> OpenAsync(EngineFixture engine, MockCluster? cluster, string store, params string[] without)
    {
        var checkpoints = await CheckpointDatabase.OpenAsync(store);
        var district = new KafkaDistrict(engine, cluster, checkpoints);
        await using var first = await district.ProcessAsync(empty: true);
        foreach (var topic in first.Get<LandingRoutes>().Topics.Except(without, StringComparer.Ordinal))
        {
            // The mock makes no topics when it is asked to.
            cluster?.Create(topic, PartitionsOf(topic));
            var description = await first.Log.EnsureTopicAsync(topic, PartitionsOf(topic), CancellationToken.None);
            for (var partition = 0; cluster is null && partition < description.Partitions; partition++)
            {
                await first.Log.TruncateAsync(new TopicPartition(topic, partition), long.MaxValue, CancellationToken.None);
            }
        }

        district._processes.Remove(first);
        return district;
    }

    public static int PartitionsOf(string topic) => string.Equals(topic, Some.Readings.Topic, StringComparison.Ordinal) ? Partitions : 1;

    /// <summary>One more process. It is stopped with the district.</summary>
    public async Task<District> ProcessAsync(
        IWarehouse? warehouse = null, ICrashPoints? crashPoints = null, Func<IEventLog, IEventLog>? log = null, bool empty = false, params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(_checkpoints.Settings, StringComparer.Ordinal)
        {
            ["CityOps:EventLog:Kind"] = "kafka",
            ["CityOps:EventLog:Kafka:BootstrapServers"] = _cluster?.Bootstrap ?? TestKafka.RealBootstrap!,
            ["CityOps:EventLog:Kafka:RequestTimeoutMs"] = "10000",
        };
        foreach (var (name, value) in _cluster is null ? TestKafka.Settings : MockCluster.Settings)
        {
            all[$"CityOps:EventLog:Kafka:Settings:{name}"] = value;
        }

        foreach (var (name, value) in settings)
        {
            all[$"CityOps:{name}"] = value;
        }

        var process = await District.OpenAsync(_folder, _engine, crashPoints, warehouse: warehouse, empty: empty, settings: all, log: log);
        _processes.Add(process);
        return process;
    }

    /// <summary>Exactly these readings are in the warehouse, and their consumption is what it must be.</summary>
    public static async Task AssertLandedAsync(District process, IReadOnlyCollection<Reading> expected)
    {
        var landed = await process.QueryAsync(
            "SELECT meter_key, dwelling_key, read_at, register FROM readings",
            r => ((ulong)r.GetValue(0), (ulong)r.GetValue(1), new DateTimeOffset(r.GetDateTime(2), TimeSpan.Zero), r.GetDouble(3)));
        Assert.Equal(expected.Select(r => (r.Meter, r.Dwelling, r.At, r.Register)).Order(), landed.Order());
        var consumed = (await process.QueryAsync("SELECT sum(consumption) FROM consumption_hours", r => r.GetDouble(0))).Single();
        Assert.Equal(expected.GroupBy(r => r.Meter).Sum(m => m.Max(r => r.Register) - m.Min(r => r.Register)), consumed, 6);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await _checkpoints.DisposeAsync();
        _folder.Dispose();
    }
}
