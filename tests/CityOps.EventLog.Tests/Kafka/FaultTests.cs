using CityOps.EventLog.Tests.Contract;
using Confluent.Kafka;

namespace CityOps.EventLog.Tests.Kafka;

/// <summary>What happens when brokers fail requests or go away. The mock does not drop idempotent retries, so doubles are not its to show.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly MockCluster _cluster = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_append_outlasts_errors_that_pass()
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap);
        var topic = Some.Topic();
        _cluster.Create(topic, 1);
        await log.EnsureTopicAsync(topic, 1, Cancel);
        _cluster.Fail(MockCluster.Produce, ErrorCode.NotLeaderForPartition, ErrorCode.NotEnoughReplicas, ErrorCode.RequestTimedOut);
        Assert.Equal(3, (await log.AppendAsync(topic, Some.Records(3), Cancel)).Length);
    }

    [Fact]
    public async Task A_message_that_a_broker_finds_too_large_is_that_error_and_the_next_one_is_taken()
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap);
        var topic = Some.Topic();
        _cluster.Create(topic, 1);
        await log.EnsureTopicAsync(topic, 1, Cancel);
        _cluster.Fail(MockCluster.Produce, ErrorCode.MsgSizeTooLarge);
        var error = await Assert.ThrowsAsync<MessageTooLargeException>(async () => await log.AppendAsync(topic, [Some.Record("a")], Cancel));
        Assert.Contains(topic, error.Message, StringComparison.Ordinal);
        Assert.Single(await log.AppendAsync(topic, [Some.Record("b")], Cancel));
    }

    [Fact]
    public async Task Appends_and_reads_go_on_after_a_broker_was_away()
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap);
        var topic = Some.Topic();
        _cluster.Create(topic, 1);
        await log.EnsureTopicAsync(topic, 1, Cancel);
        await using var consumer = log.Subscribe(Some.Group(), [topic], new RecordingListener(), ConsumerLimits.Default);
        await log.AppendAsync(topic, [Some.Record("before")], Cancel);
        Assert.Equal("before", await ReadOneAsync(consumer));

        for (var broker = 1; broker <= MockCluster.Brokers; broker++)
        {
            _cluster.TakeDown(broker);
        }

        var append = log.AppendAsync(topic, [Some.Record("during")], Cancel);
        Assert.Null(await consumer.ReadAsync(TimeSpan.FromMilliseconds(300), Cancel));
        for (var broker = 1; broker <= MockCluster.Brokers; broker++)
        {
            _cluster.BringUp(broker);
        }

        await append;
        Assert.Equal("during", await ReadOneAsync(consumer));
    }

    [Fact]
    public async Task Reads_outlast_fetch_errors_that_pass()
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap);
        var topic = Some.Topic();
        _cluster.Create(topic, 1);
        await log.EnsureTopicAsync(topic, 1, Cancel);
        await log.AppendAsync(topic, [Some.Record("a")], Cancel);
        _cluster.Fail(MockCluster.Fetch, ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.LeaderNotAvailable);
        await using var consumer = log.ReadAll([topic], new RecordingListener(), ConsumerLimits.Default);
        Assert.Equal("a", await ReadOneAsync(consumer));
    }

    public void Dispose() => _cluster.Dispose();

    private static async Task<string> ReadOneAsync(ILogConsumer consumer)
    {
        var batch = await consumer.ReadAsync(TimeSpan.FromSeconds(30), Cancel);
        return Assert.Single(batch!.Records).Text();
    }
}
