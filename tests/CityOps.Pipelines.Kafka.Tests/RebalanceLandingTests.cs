using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Landing;
using CityOps.Tests.Shared;
using CityOps.Tests.Shared.Kafka;

namespace CityOps.Pipelines.Tests.Kafka;

/// <summary>Partitions change hands while their batches are in flight. On the mock cluster, and on the broker that CITYOPS_TEST_KAFKA names.</summary>
public abstract class RebalanceLandingTests(EngineFixture engine, MockCluster? cluster) : IClassFixture<EngineFixture>
{
    // What a hung process needs to be noticed: polls at least as far apart as a session is long, which is as long as a broker wants it to be.
    private static readonly (string Name, string Value)[] QuickSession =
        [("EventLog:Kafka:Settings:session.timeout.ms", "6000"), ("EventLog:Kafka:Settings:max.poll.interval.ms", "6000")];

    public static TheoryData<string> Stores => CheckpointDatabase.Kinds;

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_batch_in_flight_is_finished_before_its_partition_goes_and_nothing_is_lost_when_it_comes_back(string store)
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, cluster, store);
        var warehouse = new GatedWarehouse(engine.Warehouse);
        warehouse.Close();
        var stays = await kafka.ProcessAsync(warehouse, settings: ("Landing:RevokeGraceMs", "60000"));
        await stays.StartAsync();
        var readings = Some.Hourly(meters: 16, hours: 40);
        await stays.AppendAsync(readings[..300]);
        await warehouse.InsertWaits;

        var leaves = await kafka.ProcessAsync();
        await leaves.StartAsync();
        warehouse.Open();
        await Eventually.TrueAsync(() => Task.FromResult(OwnedBy(stays) > 0 && OwnedBy(leaves) > 0));
        await stays.AppendAsync(readings[300..500]);
        await stays.LandedAsync();
        await leaves.StopAsync();
        await stays.AppendAsync(readings[500..]);
        await stays.LandedAsync();

        await KafkaDistrict.AssertLandedAsync(stays, readings);
        Assert.Equal(KafkaDistrict.Partitions, OwnedBy(stays));
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_batch_that_outlasts_the_grace_is_broken_off_and_landed_by_the_next_owner(string store)
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, cluster, store);
        var warehouse = new GatedWarehouse(engine.Warehouse);
        warehouse.Close();
        var slow = await kafka.ProcessAsync(warehouse, settings: ("Landing:RevokeGraceMs", "100"));
        await slow.StartAsync();
        var readings = Some.Hourly(meters: 16, hours: 40);
        await slow.AppendAsync(readings);
        await warehouse.InsertWaits;

        var other = await kafka.ProcessAsync();
        await other.StartAsync();
        await Eventually.TrueAsync(() => Task.FromResult(OwnedBy(other) > 0));
        await slow.StopAsync();
        await other.LandedAsync();

        await KafkaDistrict.AssertLandedAsync(other, readings);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_process_that_hung_through_a_takeover_is_fenced_when_it_wakes_and_doubles_nothing(string store)
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, cluster, store);
        var warehouse = new GatedWarehouse(engine.Warehouse, deaf: true);
        warehouse.Close();
        StallingLog log = null!;
        var hangs = await kafka.ProcessAsync(warehouse, log: real => log = new StallingLog(real), settings: QuickSession);
        await hangs.StartAsync();
        var readings = Some.Hourly(meters: 16, hours: 40);
        await hangs.AppendAsync(readings[..400]);
        await warehouse.InsertWaits;
        log.Stall();

        // It does not read any more, so its group gives the partitions to the other; its inserts are still under way.
        var other = await kafka.ProcessAsync(settings: QuickSession);
        await other.StartAsync();
        await Eventually.TrueAsync(() => Task.FromResult(OwnedBy(other) == KafkaDistrict.Partitions));
        await other.LandedAsync();
        warehouse.Open();
        await Eventually.TrueAsync(() => Task.FromResult(Status(hangs).Any(p => p.Reason?.Contains("another process has taken it over", StringComparison.Ordinal) is true)));

        log.GoOn();
        await Eventually.TrueAsync(() => Task.FromResult(OwnedBy(hangs) > 0 && OwnedBy(other) > 0));
        await other.AppendAsync(readings[400..]);
        await other.LandedAsync();
        await KafkaDistrict.AssertLandedAsync(other, readings);
    }

    [Fact]
    public async Task Partitions_that_were_paused_for_want_of_room_are_read_again_after_a_rebalance()
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, cluster, "sqlite");
        var warehouse = new GatedWarehouse(engine.Warehouse);
        warehouse.Close();
        var full = await kafka.ProcessAsync(
            warehouse, settings: [("Landing:RevokeGraceMs", "100"), ("Landing:MaxBatchBytes", "2000"), ("Landing:MaxBufferedBytes", "8000")]);
        await full.StartAsync();
        var readings = Some.Hourly(meters: 16, hours: 40);
        await full.AppendAsync(Some.Readings, Some.Batch(readings), messageBytes: 1_000);
        await warehouse.InsertWaits;

        var other = await kafka.ProcessAsync();
        await other.StartAsync();
        await Eventually.TrueAsync(() => Task.FromResult(OwnedBy(other) > 0));
        await other.StopAsync();
        warehouse.Open();

        await full.LandedAsync();
        await KafkaDistrict.AssertLandedAsync(full, readings);
    }

    [Fact]
    public async Task A_warehouse_that_is_slow_for_longer_than_the_poll_interval_costs_no_partition()
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, cluster, "sqlite");
        var warehouse = new GatedWarehouse(engine.Warehouse);
        var busy = await kafka.ProcessAsync(warehouse, settings: [.. QuickSession, ("Landing:MaxBatchBytes", "2000"), ("Landing:MaxBufferedBytes", "8000")]);
        await busy.StartAsync();
        await Eventually.TrueAsync(() => Task.FromResult(OwnedBy(busy) == KafkaDistrict.Partitions));
        warehouse.Close();
        var readings = Some.Hourly(meters: 16, hours: 40);
        await busy.AppendAsync(Some.Readings, Some.Batch(readings), messageBytes: 1_000);
        await warehouse.InsertWaits;
        var epochs = await EpochsAsync(busy);

        // Real time: librdkafka has no other clock.
        var since = TimeProvider.System.GetTimestamp();
        await Eventually.TrueAsync(() => Task.FromResult(TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(8)));
        warehouse.Open();
        await busy.LandedAsync();

        await KafkaDistrict.AssertLandedAsync(busy, readings);
        Assert.Equal(epochs, await EpochsAsync(busy));
    }

    private static IEnumerable<PartitionStatus> Status(District process) =>
        process.Get<LandingStatus>().Partitions.Where(p => string.Equals(p.Partition.Topic, Some.Readings.Topic, StringComparison.Ordinal));

    private static int OwnedBy(District process) => Status(process).Count(p => p.State is PartitionState.Running or PartitionState.Retrying);

    private static async Task<List<(TopicPartition Partition, long Epoch)>> EpochsAsync(District process) =>
        [.. (await process.Get<ICheckpointStore>().ListAsync(CancellationToken.None))
            .Select(c => (c.Partition, c.OwnerEpoch)).OrderBy(c => c.Partition.Topic, StringComparer.Ordinal).ThenBy(c => c.Partition.Partition)];
}

public sealed class MockRebalanceLandingTests : RebalanceLandingTests, IDisposable
{
    private readonly MockCluster _cluster;

    public MockRebalanceLandingTests(EngineFixture engine)
        : this(engine, new MockCluster())
    {
    }

    private MockRebalanceLandingTests(EngineFixture engine, MockCluster cluster)
        : base(engine, cluster)
    {
        _cluster = cluster;
    }

    public void Dispose() => _cluster.Dispose();
}

public sealed class RealRebalanceLandingTests : RebalanceLandingTests
{
    public RealRebalanceLandingTests(EngineFixture engine)
        : base(engine, cluster: null)
    {
        Assert.SkipWhen(TestKafka.RealBootstrap is null, "CITYOPS_TEST_KAFKA names no broker (host:port).");
    }
}
