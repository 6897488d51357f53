using System.Text;
using CityOps.EventLog.Kafka;
using CityOps.EventLog.Tests.Contract;
using CityOps.Tests.Shared.Kafka;
using Confluent.Kafka;

namespace CityOps.EventLog.Tests.Kafka;

/// <summary>Messages that others wrote, or that are out of the ordinary. On the mock cluster, or the broker that CITYOPS_TEST_KAFKA names.</summary>
public abstract class MessageTests
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract string Bootstrap { get; }

    protected virtual ValueTask CreateAsync(IEventLog log, string topic, int partitions) => ValueTask.CompletedTask;

    [Fact]
    public async Task A_message_larger_than_what_a_fetch_asks_for_is_read_all_the_same()
    {
        await using var log = Open(("fetch.message.max.bytes", "4096"), ("fetch.max.bytes", "1048576"), ("queued.max.messages.kbytes", "64"));
        var topic = await TopicAsync(log);
        await log.AppendAsync(topic, [Some.Record("before"), Some.Bytes(900_000), Some.Record("after")], Cancel);

        await using var consumer = log.Subscribe(Some.Group(), [topic], new RecordingListener(), new ConsumerLimits(MaxBytes: 1_000));

        Assert.Equal([6, 900_000, 5], (await ReadAsync(consumer, 3)).Select(r => r.Value.Length));
    }

    [Fact]
    public async Task A_message_over_our_limit_names_its_size_the_limit_and_the_way_out_and_nothing_of_its_append_is_sent()
    {
        await using var log = Open();
        var topic = await TopicAsync(log);

        var error = await Assert.ThrowsAsync<MessageTooLargeException>(async () => await log.AppendAsync(topic, [Some.Record("a"), Some.Bytes(1_048_577)], Cancel));

        Assert.Contains("1,048,577 bytes", error.Message, StringComparison.Ordinal);
        Assert.Contains("CityOps:EventLog:MaxMessageBytes (1,048,576)", error.Message, StringComparison.Ordinal);
        Assert.Contains("split it", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await log.OffsetsAsync(new TopicPartition(topic, 0), Cancel)).End);
    }

    [Fact]
    public async Task Tombstones_headers_of_any_bytes_and_missing_keys_are_read()
    {
        await using var log = Open();
        var topic = await TopicAsync(log);
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = Bootstrap }).Build();
        await producer.ProduceAsync(topic, new Message<byte[]?, byte[]?> { Key = "k"u8.ToArray(), Value = null }, Cancel);
        await producer.ProduceAsync(
            topic,
            new Message<byte[]?, byte[]?>
            {
                Value = "v"u8.ToArray(),
                Headers = new Headers { { "trace", [0xFF, 0xFE] }, { "empty", [] }, { "null", null }, { "content-type", Encoding.UTF8.GetBytes("text/csv") } },
            },
            Cancel);

        await using var consumer = log.Subscribe(Some.Group(), [topic], new RecordingListener(), ConsumerLimits.Default);
        var read = await ReadAsync(consumer, 2);

        Assert.Equal((1, 0), (read[0].Key.Length, read[0].Value.Length));
        Assert.Equal((0, "v"), (read[1].Key.Length, read[1].Text()));
        Assert.Equal(["trace", "empty", "null", "content-type"], read[1].Headers.Select(h => h.Name));
        Assert.Equal("text/csv", read[1].Header("content-type"));
        Assert.Equal("", read[1].Header("null"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("snappy")]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public async Task Compressed_messages_are_read_as_they_were(string codec)
    {
        await using var log = Open(("compression.type", codec));
        var topic = await TopicAsync(log);
        var given = Enumerable.Range(0, 50).Select(i => Some.Record(string.Concat(Enumerable.Repeat($"row {i};", 500)))).ToArray();
        await log.AppendAsync(topic, given, Cancel);

        await using var consumer = log.Subscribe(Some.Group(), [topic], new RecordingListener(), ConsumerLimits.Default);

        Assert.Equal(given.Select(g => Encoding.UTF8.GetString(g.Value.Span)), (await ReadAsync(consumer, 50)).Select(r => r.Text()));
    }

    private KafkaEventLog Open(params (string Name, string Value)[] settings) =>
        TestKafka.Open(Bootstrap, settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal));

    private async Task<string> TopicAsync(KafkaEventLog log)
    {
        var topic = Some.Topic();
        await CreateAsync(log, topic, 1);
        await log.EnsureTopicAsync(topic, 1, Cancel);
        return topic;
    }

    private static async Task<List<LogRecord>> ReadAsync(ILogConsumer consumer, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        var read = new List<LogRecord>();
        while (read.Count < count)
        {
            read.AddRange((await consumer.ReadAsync(TimeSpan.FromMilliseconds(100), patience.Token))?.Records ?? []);
        }

        return read;
    }
}

public sealed class MockKafkaMessageTests(MockCluster cluster) : MessageTests, IClassFixture<MockCluster>
{
    protected override string Bootstrap => cluster.Bootstrap;

    protected override ValueTask CreateAsync(IEventLog log, string topic, int partitions)
    {
        cluster.Create(topic, partitions);
        return ValueTask.CompletedTask;
    }
}

public sealed class RealKafkaMessageTests : MessageTests
{
    public RealKafkaMessageTests() => Assert.SkipWhen(TestKafka.RealBootstrap is null, "CITYOPS_TEST_KAFKA names no broker (host:port).");

    protected override string Bootstrap => TestKafka.RealBootstrap!;
}
