using CityOps.EventLog.Kafka;
using CityOps.EventLog.Tests.Contract;
using CityOps.Tests.Shared.Kafka;
using Confluent.Kafka;

namespace CityOps.EventLog.Tests.Kafka;

/// <summary>What a member still gets after partitions went away and came back.</summary>
public sealed class RebalanceTests : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    private readonly MockCluster _cluster = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_partition_that_was_paused_when_it_went_is_not_paused_when_it_comes_back()
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap);
        var topic = await TopicAsync(log, 2);
        var group = Some.Group();
        await using var stays = log.Subscribe(group, [topic], new RecordingListener(), ConsumerLimits.Default);
        await PumpUntilAsync(() => stays.Assigned.Count == 2, stays);
        stays.Pause(new TopicPartition(topic, 0));
        stays.Pause(new TopicPartition(topic, 1));

        var leaves = log.Subscribe(group, [topic], new RecordingListener(), ConsumerLimits.Default);
        await PumpUntilAsync(() => stays.Assigned.Count == 1 && leaves.Assigned.Count == 1, stays, leaves);
        await leaves.DisposeAsync();
        await PumpUntilAsync(() => stays.Assigned.Count == 2, stays);
        await log.AppendAsync(topic, [Some.Record("a", 0), Some.Record("b", 1)], Cancel);

        Assert.Equal(["a", "b"], (await ReadAsync(stays, 2)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_member_that_its_group_forgot_loses_its_partitions_and_gets_them_back_at_the_checkpoint()
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap);
        var topic = await TopicAsync(log, 1);
        var listener = new RecordingListener();
        await using var consumer = log.Subscribe(Some.Group(), [topic], listener, ConsumerLimits.Default);
        await log.AppendAsync(topic, Some.Records(5), Cancel);
        Assert.Equal(5, (await ReadAsync(consumer, 5)).Count);

        // Progress is the checkpoint's to know, not the consumer's.
        listener.Starts[new TopicPartition(topic, 0)] = 3;
        _cluster.Fail(MockCluster.Heartbeat, ErrorCode.UnknownMemberId);

        Assert.Equal(["r3", "r4"], await ReadAsync(consumer, 2));
        Assert.Equal(["assigned 0", "lost 0", "assigned 0"], listener.Events);
    }

    [Fact]
    public async Task A_member_that_does_not_read_for_too_long_loses_its_partitions_and_comes_back()
    {
        await using var log = TestKafka.Open(
            _cluster.Bootstrap, new Dictionary<string, string>(StringComparer.Ordinal) { ["session.timeout.ms"] = "1000", ["max.poll.interval.ms"] = "1000" });
        var topic = await TopicAsync(log, 1);
        var group = Some.Group();
        var listener = new RecordingListener();
        await using var slow = log.Subscribe(group, [topic], listener, ConsumerLimits.Default);
        await PumpUntilAsync(() => slow.Assigned.Count == 1, slow);

        await using (var other = log.Subscribe(group, [topic], new RecordingListener(), ConsumerLimits.Default))
        {
            // Nobody reads `slow` meanwhile.
            await PumpUntilAsync(() => other.Assigned.Count == 1, other);
        }

        await log.AppendAsync(topic, [Some.Record("a")], Cancel);
        Assert.Equal(["a"], await ReadAsync(slow, 1));

        // It hears of it late, and as a mere revocation where a rebalance had been asked for before: only the owner epoch tells a zombie.
        Assert.Equal(["assigned 0", "assigned 0"], listener.Events.Where(e => e is not "lost 0" and not "revoked 0"));
        Assert.Equal(3, listener.Events.Count);
    }

    public void Dispose() => _cluster.Dispose();

    private async Task<string> TopicAsync(KafkaEventLog log, int partitions)
    {
        var topic = Some.Topic();
        _cluster.Create(topic, partitions);
        await log.EnsureTopicAsync(topic, partitions, Cancel);
        return topic;
    }

    private static async Task<List<string>> ReadAsync(ILogConsumer consumer, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        var read = new List<string>();
        while (read.Count < count)
        {
            read.AddRange((await consumer.ReadAsync(Slice, patience.Token))?.Records.Select(r => r.Text()) ?? []);
        }

        return read;
    }

    private static async Task PumpUntilAsync(Func<bool> holds, params ILogConsumer[] consumers)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        await Task.WhenAll(consumers.Select(async consumer =>
        {
            while (!holds())
            {
                await consumer.ReadAsync(Slice, patience.Token);
            }
        }));
    }
}
