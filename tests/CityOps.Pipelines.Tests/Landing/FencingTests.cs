using CityOps.EventLog;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Landing;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Landing;

public sealed class FencingTests(EngineFixture engine)
{
    private static readonly TopicPartition Partition = new(Some.Readings.Topic, 1);

    [Fact]
    public async Task An_owner_that_was_taken_over_stops_and_leaves_the_checkpoint_alone()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        await district.StartAsync();
        await district.AppendAsync(Some.Reading(Some.Midnight, 1));
        await district.LandedAsync();
        var topic = await district.Log.DescribeAsync(Partition.Topic, CancellationToken.None);

        var other = await district.Get<ICheckpointStore>().TakeOverAsync("landing", Partition, topic!.LogId, 0, CancellationToken.None);
        await district.AppendAsync(Some.Reading(Some.Midnight.AddHours(1), 2));
        var stopped = await Assert.ThrowsAsync<LandingStoppedException>(district.LandedAsync);

        Assert.Contains("taken it over", stopped.Message, StringComparison.Ordinal);
        var summary = (await district.Get<ICheckpointStore>().ListAsync(CancellationToken.None)).Single(c => c.Partition == Partition && c.Group == "landing");
        Assert.Equal((other.Owner.Epoch, other.NextOffset), (summary.OwnerEpoch, summary.NextOffset));
        Assert.Equal(1, await district.CountAsync("readings"));
    }

    [Fact]
    public async Task A_checkpoint_of_another_log_stops_its_partition_and_says_so()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, empty: true);
        var store = district.Get<ICheckpointStore>();
        await store.MigrateAsync(CancellationToken.None);
        await store.TakeOverAsync("landing", Partition, "a log that is gone", 0, CancellationToken.None);
        await district.AppendAsync(Some.Reading(Some.Midnight, 1));
        await district.StartAsync();

        var stopped = await Assert.ThrowsAsync<LandingStoppedException>(district.LandedAsync);

        Assert.Contains("a log that is gone", stopped.Message, StringComparison.Ordinal);
        Assert.Equal(0, await district.CountAsync("readings"));
    }
}
