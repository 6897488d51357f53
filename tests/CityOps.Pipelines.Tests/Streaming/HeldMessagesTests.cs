using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Partitions;
using CityOps.Pipelines.Streaming;
using CityOps.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Pipelines.Tests.Streaming;

public sealed class HeldMessagesTests(EngineFixture engine)
{
    [Fact]
    public async Task While_a_recorded_step_waits_for_its_references_no_more_messages_are_taken()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, scenarios: [new TallyScenario()], empty: true);
        var partition = new TopicPartition(Some.Readings.Topic, 1);
        var plan = new ReferenceOffsets(new Dictionary<TopicPartition, long> { [new(Some.Links.Topic, 0)] = 1 });
        var start = new Checkpoint(new CheckpointOwner("tally", partition, 1), "log", 0, new PendingRange(1, plan.Encode()), ReadOnlyMemory<byte>.Empty);
        using var feed = new ReferenceFeed(district.Log, new Dictionary<string, string> { [Some.Links.Topic] = "meter-links" }, new StreamingOptions().MaxHeldReferenceBytes, NullLogger.Instance);
        var reader = feed.Follow(ReferenceOffsets.None);
        var budget = new BufferBudget(1_000_000);
        var queue = new PartitionQueue(partition, 1_000_000, budget, TimeProvider.System);
        var oneByOne = district.Get<StreamingDependencies>() with { BatchLimits = new BatchLimits(1, 1, TimeSpan.Zero) };
        var status = new PartitionStatus(partition, TimeProvider.System, NullLogger.Instance) { SlowAfter = TimeSpan.Zero };
        var worker = new ProcessorWorker(new TallyProcessor(ReadOnlyMemory<byte>.Empty), start, new JudgingOrder(reader, 0, DateTimeOffset.MinValue, long.MaxValue), reader, district.Log, oneByOne, status);
        for (var offset = 0; offset < 100; offset++)
        {
            queue.Add(Message(partition, offset));
        }

        var work = worker.RunAsync(queue, CancellationToken.None);
        await Eventually.TrueAsync(() => Task.FromResult(status.Reason?.StartsWith("Waiting for the references", StringComparison.Ordinal) is true));
        var held = budget.Bytes;
        queue.Complete();
        await work;

        Assert.Equal(99 * 10, held);
    }

    private static LogBatch Message(TopicPartition partition, long offset) =>
        new(partition, "log", [new LogRecord(offset, Some.Midnight, default, new byte[10], [])], offset + 1);
}
