using CityOps.EventLog;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Retention;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Retention;

public sealed class LogRetentionTests(EngineFixture engine)
{
    // Everything is older than nothing.
    private static readonly TimeSpan Nothing = TimeSpan.FromHours(-1);

    private static readonly TopicPartition Partition = new(Some.Readings.Topic, 0);

    [Fact]
    public async Task What_every_group_has_passed_goes_and_what_one_has_not_stays()
    {
        using var folder = new TestFolder();
        await using var district = await OpenAsync(folder, engine);
        await AdvanceAsync(district, 6);

        await district.Get<LogRetention>().RunAsync(Nothing, CancellationToken.None);

        Assert.Equal(new LogOffsets(6, 10), await district.Log.OffsetsAsync(Partition, CancellationToken.None));
    }

    [Fact]
    public async Task A_partition_that_nobody_has_begun_keeps_everything()
    {
        using var folder = new TestFolder();
        await using var district = await OpenAsync(folder, engine);

        await district.Get<LogRetention>().RunAsync(Nothing, CancellationToken.None);

        Assert.Equal(new LogOffsets(0, 10), await district.Log.OffsetsAsync(Partition, CancellationToken.None));
    }

    [Fact]
    public async Task Young_messages_stay()
    {
        using var folder = new TestFolder();
        await using var district = await OpenAsync(folder, engine);
        await AdvanceAsync(district, 10);

        await district.Get<LogRetention>().RunAsync(TimeSpan.FromHours(1), CancellationToken.None);

        Assert.Equal(new LogOffsets(0, 10), await district.Log.OffsetsAsync(Partition, CancellationToken.None));
    }

    [Fact]
    public async Task A_checkpoint_of_another_log_holds_everything()
    {
        using var folder = new TestFolder();
        await using var district = await OpenAsync(folder, engine);
        var store = district.Get<ICheckpointStore>();
        var owner = await store.TakeOverAsync("landing", Partition, "a log that is gone", 0, CancellationToken.None);
        await store.AdvanceAsync(owner.Owner, 8, state: null, CancellationToken.None);

        await district.Get<LogRetention>().RunAsync(Nothing, CancellationToken.None);

        Assert.Equal(new LogOffsets(0, 10), await district.Log.OffsetsAsync(Partition, CancellationToken.None));
    }

    private static async Task<District> OpenAsync(TestFolder folder, EngineFixture engine)
    {
        var district = await District.OpenAsync(folder, engine);
        await district.Log.EnsureTopicAsync(Partition.Topic, 1, CancellationToken.None);
        var message = new LogAppend(0, default, new byte[] { 1 }, []);
        await district.Log.AppendAsync(Partition.Topic, [.. Enumerable.Repeat(message, 10)], CancellationToken.None);
        return district;
    }

    private static async Task AdvanceAsync(District district, long offset)
    {
        var store = district.Get<ICheckpointStore>();
        var topic = await district.Log.DescribeAsync(Partition.Topic, CancellationToken.None);
        var owner = await store.TakeOverAsync("landing", Partition, topic!.LogId, 0, CancellationToken.None);
        await store.AdvanceAsync(owner.Owner, offset, state: null, CancellationToken.None);
    }
}
