using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Streaming;
using CityOps.Tests.Shared;

namespace CityOps.Pipelines.Tests.Streaming;

/// <summary>A step that was recorded before its process died, whose references are no longer all there.</summary>
public sealed class LostReferencesTests(EngineFixture engine)
{
    [Fact]
    public async Task A_recorded_step_goes_on_after_retention_has_emptied_the_broadcast_partition_it_names()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, scenarios: [new TallyScenario()], empty: true);
        await district.AppendAsync(new Link(1, 6, Some.Midnight), new Link(2, 6, Some.Midnight));
        await district.AppendAsync(Some.Hourly(meters: 4, hours: 6));
        var ends = new Dictionary<TopicPartition, long>();
        for (var number = 0; number < 4; number++)
        {
            var links = new TopicPartition(Some.Links.Topic, number);
            ends[links] = (await district.Log.OffsetsAsync(links, CancellationToken.None)).End;
        }

        await RecordStepAsync(district, new TopicPartition(Some.Readings.Topic, 1), new ReferenceOffsets(ends));
        foreach (var (links, end) in ends)
        {
            await district.Log.TruncateAsync(links, end, CancellationToken.None);
        }

        await district.StartAsync();

        Assert.True(ends.Values.Sum() > 0);
        await Eventually.TrueAsync(async () => await district.CountAsync("tally WHERE readings = 6") == 4);
    }

    [Fact]
    public async Task A_checkpoint_that_names_references_the_log_never_held_stops_its_partition_and_says_so()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, scenarios: [new TallyScenario()], empty: true);
        var partition = new TopicPartition(Some.Readings.Topic, 1);
        await district.Log.EnsureTopicAsync(Some.Links.Topic, 4, CancellationToken.None);
        await RecordStepAsync(district, partition, new ReferenceOffsets(new Dictionary<TopicPartition, long> { [new(Some.Links.Topic, 0)] = 77 }));
        await district.AppendAsync(Some.Hourly(meters: 4, hours: 6));

        await district.StartAsync();
        var status = district.Get<StreamingStatus>();
        await Eventually.TrueAsync(() => Task.FromResult(status.Find("tally", partition)?.State is PartitionState.Stopped));

        Assert.Contains("@77, but that log ends at 0", status.Find("tally", partition)!.Reason, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => await district.CountAsync("tally WHERE readings = 6") == 3);
    }

    // What a process leaves that dies after it has recorded its first step and before it has emitted anything.
    private static async Task RecordStepAsync(District district, TopicPartition partition, ReferenceOffsets plan)
    {
        var topic = await district.Log.EnsureTopicAsync(partition.Topic, 4, CancellationToken.None);
        var store = district.Get<ICheckpointStore>();
        var checkpoint = await store.TakeOverAsync("tally", partition, topic.LogId, 0, CancellationToken.None);
        await store.PersistPendingAsync(checkpoint.Owner, new PendingRange(1, plan.Encode()), CancellationToken.None);
    }
}
