using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Landing;
using CityOps.Tests.Shared;
using CityOps.Tests.Shared.Kafka;
using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CityOps.Pipelines.Tests.Kafka;

/// <summary>Topics and partitions that cannot be read on as they are: each says so, and holds up no other.</summary>
public sealed class StandingPartitionTests(EngineFixture engine) : IClassFixture<EngineFixture>, IDisposable
{
    private readonly MockCluster _cluster = new();

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
    public async Task A_topic_that_appears_late_lands_and_holds_up_no_other()
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, _cluster, "sqlite", without: Some.Readings.Topic);
        var process = await kafka.ProcessAsync();
        await process.StartAsync();
        var status = process.Get<LandingStatus>();
        await Eventually.TrueAsync(() => Task.FromResult(status.Partitions.Any(p => p.Partition.Topic == Some.Links.Topic)));

        _cluster.Create(Some.Readings.Topic, KafkaDistrict.Partitions);
        var readings = Some.Hourly(meters: 16, hours: 10);
        await Patient.AppendAsync(process, readings);
        await Patient.LandedAsync(process);
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
}
