using System.Text;
using CityOps.EventLog;
using CityOps.Tests.Shared;
using CityOps.Tests.Shared.Kafka;
using Confluent.Kafka;

namespace CityOps.Pipelines.Tests.Kafka;

/// <summary>Messages that nobody wants to get. On the mock cluster, and on the broker that CITYOPS_TEST_KAFKA names.</summary>
public abstract class MessageLandingTests(EngineFixture engine, MockCluster? cluster) : IClassFixture<EngineFixture>
{
    private string Bootstrap => cluster?.Bootstrap ?? TestKafka.RealBootstrap!;

    [Fact]
    public async Task Poison_becomes_dead_letters_and_what_stands_around_it_lands()
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, cluster, "sqlite");
        var process = await kafka.ProcessAsync();
        var readings = Some.Hourly(meters: 16, hours: 20);
        await process.AppendAsync(readings[..160]);
        await PoisonAsync();
        await process.AppendAsync(readings[160..]);
        await process.StartAsync();
        await process.LandedAsync();
        await process.WaitAsync(Some.Readings.DeadLetterTopic);

        await KafkaDistrict.AssertLandedAsync(process, readings);
        var reasons = await process.QueryAsync("SELECT concat(reason, ' ', detail), length(sealed_payload) FROM dead_letters ORDER BY origin", r => (Reason: r.GetString(0), Length: Convert.ToInt64(r.GetValue(1), null)));
        Assert.Equal(5, reasons.Count);
        Assert.All(reasons, letter => Assert.DoesNotContain("SECRET", letter.Reason, StringComparison.Ordinal));

        // What is sealed is longer than what came; a message of nearly the limit is cut so that its dead letter fits.
        Assert.InRange(reasons.Max(letter => letter.Length), 700_000, 1_048_576);
        Assert.Contains(reasons, letter => letter.Reason.Contains("are kept", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    [InlineData("snappy")]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public async Task Messages_land_whatever_the_log_compresses_them_with_and_however_small_a_fetch_is(string codec)
    {
        await using var kafka = await KafkaDistrict.OpenAsync(engine, cluster, "sqlite");
        var process = await kafka.ProcessAsync(settings:
        [
            ("EventLog:Kafka:Settings:compression.type", codec), ("EventLog:Kafka:Settings:fetch.message.max.bytes", "2048"), ("EventLog:Kafka:Settings:fetch.max.bytes", "1048576"),
        ]);
        var readings = Some.Hourly(meters: 16, hours: 400);
        await process.AppendAsync(readings);
        await process.StartAsync();
        await process.LandedAsync();
        await KafkaDistrict.AssertLandedAsync(process, readings);
    }

    private async Task PoisonAsync()
    {
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = Bootstrap, MessageMaxBytes = 4_000_000 }).Build();
        await SendAsync(producer, value: null, "text/csv");
        await SendAsync(producer, Encoding.UTF8.GetBytes("SECRET but no arrow"), LogHeaders.ArrowStream);
        await SendAsync(producer, Encoding.UTF8.GetBytes("{\"meter_key\":"), LogHeaders.Json);
        await SendAsync(producer, [0xFF, 0xFE, 0x00], contentType: null);
        await SendAsync(producer, Encoding.UTF8.GetBytes(new string('x', 1_000_000)), "text/unheard-of");
    }

    private static async Task SendAsync(IProducer<byte[]?, byte[]?> producer, byte[]? value, string? contentType)
    {
        var headers = new Headers { { "traceparent", [0xC3, 0x28] }, { "x-unknown", null } };
        if (contentType is not null)
        {
            headers.Add(LogHeaders.ContentType, Encoding.UTF8.GetBytes(contentType));
        }

        await producer.ProduceAsync(
            new Confluent.Kafka.TopicPartition(Some.Readings.Topic, 1), new Message<byte[]?, byte[]?> { Value = value, Headers = headers }, CancellationToken.None);
    }
}

public sealed class MockMessageLandingTests : MessageLandingTests, IDisposable
{
    private readonly MockCluster _cluster;

    public MockMessageLandingTests(EngineFixture engine)
        : this(engine, new MockCluster())
    {
    }

    private MockMessageLandingTests(EngineFixture engine, MockCluster cluster)
        : base(engine, cluster)
    {
        _cluster = cluster;
    }

    public void Dispose() => _cluster.Dispose();
}

public sealed class RealMessageLandingTests : MessageLandingTests
{
    public RealMessageLandingTests(EngineFixture engine)
        : base(engine, cluster: null)
    {
        Assert.SkipWhen(TestKafka.RealBootstrap is null, "CITYOPS_TEST_KAFKA names no broker (host:port).");
    }
}
