using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Landing;
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
        await LandedAsync(process);
        for (var round = 0; round < 4; round++)
        {
            _cluster.Fail(api, errors);
            await AppendAsync(process, readings[(200 + (round * 100))..(300 + (round * 100))]);
        }

        await AppendAsync(process, readings[600..]);
        await LandedAsync(process);
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

            await AppendAsync(process, readings[(round * 80)..((round + 1) * 80)]);
        }

        await LandedAsync(process);
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
        var append = AppendAsync(process, readings[400..]);
        _cluster.BringAllUp();
        await append;
        await LandedAsync(process);

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
        // A look that falls between the two does not know what waits.
        Assert.Matches(@"^The log cannot be read since \S+ \S+Z \(Kafka \(.+\) cannot be reached: no broker answers\); last read at \S+ \S+Z, (0 messages waited at \S+ \S+Z|how much waits is not known)\.$", text);
        Assert.Contains(_cluster.Bootstrap, text, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => Task.FromResult(process.Log.Outage is not null));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var sample = await watch.LookAsync(TimeSpan.FromMilliseconds(500), CancellationToken.None);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 1_500);
        Assert.Equal($"Kafka ({_cluster.Bootstrap})", Assert.Single(sample.Outages).What);
        Assert.Equal((KafkaDistrict.Partitions, false), (sample.Positions.Count(p => p.Partition.Topic == Some.Readings.Topic), sample.IsSettled));

        _cluster.BringAllUp();
        await AppendAsync(process, readings[80..]);
        await LandedAsync(process);
        await Eventually.TrueAsync(async () => (await health.CheckHealthAsync()).Entries["landing"].Status is HealthStatus.Healthy);
        await KafkaDistrict.AssertLandedAsync(process, readings);
        await Eventually.TrueAsync(() => Task.FromResult(lines.All.Contains($"Outage of Kafka ({_cluster.Bootstrap}) is over", StringComparison.Ordinal)));
        Assert.Single(lines.All.Split('\n'), line => line.Contains("Outage of", StringComparison.Ordinal) && line.Contains(" since ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_partition_that_may_not_be_read_stands_still_and_says_so_while_the_others_land()
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, _cluster, "sqlite");
        for (var partition = 0; partition < KafkaDistrict.Partitions; partition++)
        {
            _cluster.Lead(Some.Readings.Topic, partition, partition == 0 ? 1 : 2);
        }

        foreach (var topic in (await kafka.ProcessAsync()).Get<LandingRoutes>().Topics.Where(topic => topic != Some.Readings.Topic))
        {
            _cluster.Lead(topic, 0, 3);
        }

        var process = await kafka.ProcessAsync();
        await process.StartAsync();
        var readings = Some.Hourly(meters: 16, hours: 10);
        await process.AppendAsync(readings[..80]);
        await process.LandedAsync();

        // Whichever broker is asked next says so, of what it leads.
        _cluster.Fail(MockCluster.Fetch, ErrorCode.TopicAuthorizationFailed);
        var status = process.Get<LandingStatus>();
        await Eventually.TrueAsync(() => Task.FromResult(status.Partitions.Any(p => p.State is PartitionState.Stopped)));
        var stopped = status.Partitions.Where(p => p.State is PartitionState.Stopped).ToDictionary(p => p.Partition, p => p.Reason);
        await process.AppendAsync(readings[80..]);
        await Eventually.TrueAsync(async () => (await process.Get<ILandingProgress>().PositionsAsync(CancellationToken.None))
            .All(p => p.LagMessages == 0 || status.Find(p.Partition)?.State is PartitionState.Stopped));

        Assert.All(stopped, s => Assert.Contains("may not be read by this user", s.Value, StringComparison.Ordinal));
        Assert.Contains(status.Partitions, p => p.State is PartitionState.Running);
        Assert.Equal(HealthStatus.Unhealthy, (await process.Get<HealthCheckService>().CheckHealthAsync()).Entries["landing"].Status);
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
        await AppendAsync(process, readings[320..]);
        await LandedAsync(process);
        await KafkaDistrict.AssertLandedAsync(process, readings);
    }

    [Fact]
    public async Task A_topic_that_appears_late_lands_and_holds_up_no_other()
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, _cluster, "sqlite", without: Some.Readings.Topic);
        var process = await kafka.ProcessAsync();
        await process.StartAsync();
        var status = process.Get<LandingStatus>();
        await Eventually.TrueAsync(() => Task.FromResult(status.Partitions.Any(p => p.Partition.Topic == Some.Links.Topic)));

        _cluster.Create(Some.Readings.Topic, KafkaDistrict.Partitions);
        var readings = Some.Hourly(meters: 16, hours: 10);
        await AppendAsync(process, readings);
        await LandedAsync(process);
        await KafkaDistrict.AssertLandedAsync(process, readings);
    }

    [Fact]
    public async Task A_topic_that_was_made_anew_stands_still_where_it_had_been_landed_and_says_so()
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, _cluster, "sqlite", without: Some.Readings.Topic);
        _cluster.Create(Some.Readings.Topic, 1);
        var process = await kafka.ProcessAsync();
        var readings = Some.Hourly(meters: 16, hours: 10);
        await process.StartAsync();
        await process.Log.AppendAsync(Some.Readings.Topic, District.MessagesOf(Some.Readings, Some.Batch(readings), partitions: 1), CancellationToken.None);
        await process.LandedAsync();

        _cluster.Delete(Some.Readings.Topic);
        _cluster.Create(Some.Readings.Topic, KafkaDistrict.Partitions);
        var status = process.Get<LandingStatus>();
        bool Is(int partition, PartitionState state) => status.Find(new EventLog.TopicPartition(Some.Readings.Topic, partition))?.State == state;
        await Eventually.TrueAsync(() => Task.FromResult(Is(0, PartitionState.Stopped) && Is(1, PartitionState.Running) && Is(2, PartitionState.Running) && Is(3, PartitionState.Running)));

        Assert.Contains("made anew", status.Find(new EventLog.TopicPartition(Some.Readings.Topic, 0))!.Reason, StringComparison.Ordinal);
        await KafkaDistrict.AssertLandedAsync(process, readings);
    }

    [Fact]
    public async Task A_partition_whose_position_is_gone_stands_still_and_says_so_while_the_others_land()
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, _cluster, "sqlite");
        var process = await kafka.ProcessAsync();
        var bad = new EventLog.TopicPartition(Some.Readings.Topic, 2);
        var store = process.Get<ICheckpointStore>();
        await store.MigrateAsync(CancellationToken.None);
        var topic = await process.Log.DescribeAsync(bad.Topic, CancellationToken.None);
        await store.AdvanceAsync((await store.TakeOverAsync(LandingService.Group, bad, topic!.LogId, 0, CancellationToken.None)).Owner, 1_000_000, state: null, CancellationToken.None);
        var readings = Some.Hourly(meters: 16, hours: 10);
        await process.AppendAsync(readings);
        await process.StartAsync();

        var progress = process.Get<ILandingProgress>();
        await Eventually.TrueAsync(async () => (await progress.PositionsAsync(CancellationToken.None))
            .Where(p => p.Partition.Topic == bad.Topic).All(p => p.Partition == bad ? p.State is PartitionState.Stopped : p.LagMessages == 0));
        var reason = process.Get<LandingStatus>().Find(bad)!.Reason;

        Assert.Contains("1000000", reason, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, (await process.Get<HealthCheckService>().CheckHealthAsync()).Status);
        Assert.True(await process.CountAsync("readings") is > 0 and < 160);
    }

    public void Dispose() => _cluster.Dispose();

    // As ingest's senders do: what was not acknowledged is sent again. Keys make a row that was in already the same row.
    private static async Task AppendAsync(District process, Reading[] readings)
    {
        var sent = false;
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                if (!sent)
                {
                    await process.AppendAsync(readings);
                    sent = true;
                }

                return true;
            }
            catch (EventLog.EventLogException)
            {
                return false;
            }
        });
    }

    // Asking for offsets fails while brokers do.
    private static Task LandedAsync(District process) => Eventually.TrueAsync(async () =>
    {
        try
        {
            await process.LandedAsync();
            return true;
        }
        catch (EventLog.EventLogException)
        {
            return false;
        }
    });
}
