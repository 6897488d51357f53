using CityOps.Pipelines.Watch;
using CityOps.Tests.Shared;
using CityOps.Tests.Shared.Kafka;
using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Tests.Kafka;

/// <summary>Brokers that fail, move, slow down and go away while readings land. Only the mock cluster does that on demand.</summary>
public sealed class FaultLandingTests(EngineFixture engine) : IClassFixture<EngineFixture>, IDisposable
{
    private readonly MockCluster _cluster = new();

    public static TheoryData<short, ErrorCode[]> Faults => new()
    {
        { MockCluster.Fetch, [ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.LeaderNotAvailable, ErrorCode.BrokerNotAvailable, ErrorCode.Unknown] },
        { MockCluster.Produce, [ErrorCode.NotEnoughReplicas, ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.NetworkException] },
        { MockCluster.ListOffsets, [ErrorCode.NotLeaderForPartition, ErrorCode.LeaderNotAvailable, ErrorCode.RequestTimedOut, ErrorCode.Unknown] },
        { MockCluster.FindCoordinator, [ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.GroupLoadInProgress, ErrorCode.NotCoordinatorForGroup] },
        { MockCluster.Heartbeat, [ErrorCode.NotCoordinatorForGroup, ErrorCode.IllegalGeneration, ErrorCode.UnknownMemberId, ErrorCode.RebalanceInProgress] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Requests_that_fail_for_a_while_cost_nothing(short api, ErrorCode[] errors)
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, _cluster, "sqlite");
        var process = await kafka.ProcessAsync();
        var readings = Some.Hourly(meters: 16, hours: 40);
        await process.AppendAsync(readings[..200]);
        _cluster.Fail(api, errors);
        await process.StartAsync();
        await Patient.LandedAsync(process);
        for (var round = 0; round < 4; round++)
        {
            _cluster.Fail(api, errors);
            await Patient.AppendAsync(process, readings[(200 + (round * 100))..(300 + (round * 100))]);
        }

        await Patient.AppendAsync(process, readings[600..]);
        await Patient.LandedAsync(process);
        _cluster.Mend(api);
        await KafkaDistrict.AssertLandedAsync(process, readings);
    }

    [Fact]
    public async Task Leaders_that_move_while_batches_are_in_flight_cost_nothing()
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, _cluster, "sqlite");
        var process = await kafka.ProcessAsync();
        await process.StartAsync();
        var readings = Some.Hourly(meters: 16, hours: 40);
        for (var round = 0; round < 8; round++)
        {
            for (var partition = 0; partition < KafkaDistrict.Partitions; partition++)
            {
                _cluster.Lead(Some.Readings.Topic, partition, 1 + ((round + partition) % MockCluster.Brokers));
            }

            await Patient.AppendAsync(process, readings[(round * 80)..((round + 1) * 80)]);
        }

        await Patient.LandedAsync(process);
        await KafkaDistrict.AssertLandedAsync(process, readings);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Brokers_that_were_away_while_a_batch_was_in_flight_are_read_on_when_they_come_back(string store)
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, _cluster, store);
        var warehouse = new GatedWarehouse(engine.Warehouse);
        var process = await kafka.ProcessAsync(warehouse);
        await process.StartAsync();
        var readings = Some.Hourly(meters: 16, hours: 40);
        await process.AppendAsync(readings[..200]);
        await process.LandedAsync();

        warehouse.Close();
        await process.AppendAsync(readings[200..400]);
        await warehouse.InsertWaits;
        _cluster.TakeAllDown();
        warehouse.Open();
        var append = Patient.AppendAsync(process, readings[400..]);
        _cluster.BringAllUp();
        await append;
        await Patient.LandedAsync(process);

        await KafkaDistrict.AssertLandedAsync(process, readings);
        Assert.Equal(HealthStatus.Healthy, (await process.Get<HealthCheckService>().CheckHealthAsync()).Status);
    }

    [Fact]
    public async Task While_no_broker_is_there_health_is_degraded_and_says_so()
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, _cluster, "sqlite");
        var process = await kafka.ProcessAsync();
        using var lines = new LogLines();
        process.Get<ILoggerFactory>().AddProvider(lines);
        await process.StartAsync();
        var readings = Some.Hourly(meters: 16, hours: 10);
        await process.AppendAsync(readings[..80]);
        await process.LandedAsync();
        var watch = process.Get<ConsumerWatch>();
        await watch.LookAsync(TimeSpan.FromSeconds(30), CancellationToken.None);

        _cluster.TakeAllDown();
        var health = process.Get<HealthCheckService>();
        await Eventually.TrueAsync(async () => (await health.CheckHealthAsync()).Entries["landing"].Status is HealthStatus.Degraded);
        var text = (await health.CheckHealthAsync()).Entries["landing"].Description!;
        Assert.Matches(@"^The log cannot be read since \S+ \S+Z \(Kafka \(.+\) cannot be reached: no broker answers\); last read at \S+ \S+Z, 0 messages waited at \S+ \S+Z\.$", text);
        Assert.Contains(_cluster.Bootstrap, text, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => Task.FromResult(process.Log.Outage is not null));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var sample = await watch.LookAsync(TimeSpan.FromMilliseconds(500), CancellationToken.None);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 1_500);
        Assert.Equal($"Kafka ({_cluster.Bootstrap})", Assert.Single(sample.Outages).What);
        Assert.Equal((KafkaDistrict.Partitions, false), (sample.Positions.Count(p => p.Partition.Topic == Some.Readings.Topic), sample.IsSettled));

        _cluster.BringAllUp();
        await Patient.AppendAsync(process, readings[80..]);
        await Patient.LandedAsync(process);
        await Eventually.TrueAsync(async () => (await health.CheckHealthAsync()).Entries["landing"].Status is HealthStatus.Healthy);
        await KafkaDistrict.AssertLandedAsync(process, readings);
        await Eventually.TrueAsync(() => Task.FromResult(lines.All.Contains($"Outage of Kafka ({_cluster.Bootstrap}) is over", StringComparison.Ordinal)));
        Assert.Single(lines.All.Split('\n'), line => line.Contains("Outage of", StringComparison.Ordinal) && line.Contains(" since ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Slow_brokers_only_take_longer()
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, _cluster, "sqlite");
        var process = await kafka.ProcessAsync();
        await process.StartAsync();
        var readings = Some.Hourly(meters: 16, hours: 40);
        await process.AppendAsync(readings[..320]);
        await process.LandedAsync();
        _cluster.Slow(milliseconds: 400);
        await Patient.AppendAsync(process, readings[320..]);
        await Patient.LandedAsync(process);
        await KafkaDistrict.AssertLandedAsync(process, readings);
    }

    public void Dispose() => _cluster.Dispose();
}
