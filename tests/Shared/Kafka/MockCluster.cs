using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace CityOps.Tests.Shared.Kafka;

/// <summary>A Kafka cluster in this process, as far as librdkafka plays one; with faults on demand. Shared by the tests of a class.</summary>
public sealed class MockCluster : IDisposable
{
    /// <summary>Kafka's number of the Produce request.</summary>
    public const short Produce = 0;

    public const short Fetch = 1;
    public const short ListOffsets = 2;
    public const short Metadata = 3;
    public const short FindCoordinator = 10;
    public const short JoinGroup = 11;
    public const short Heartbeat = 12;
    public const short LeaveGroup = 13;
    public const int Brokers = 3;

    /// <summary>Settings of quick tests: a rebalance after a leave lasts as long as a session here, and no broker wants a session to be longer.</summary>
    internal static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(TestKafka.Settings, StringComparer.Ordinal) { ["session.timeout.ms"] = "2000" };

    private readonly nint _handle;
    private readonly nint _cluster;

    public MockCluster()
    {
        _handle = MockApi.NewHandle();
        _cluster = MockApi.rd_kafka_mock_cluster_new(_handle, Brokers);
        MockApi.rd_kafka_mock_group_initial_rebalance_delay_ms(_cluster, 50);
        Check(MockApi.rd_kafka_mock_set_controller_id(_cluster, 1));
        Bootstrap = Marshal.PtrToStringUTF8(MockApi.rd_kafka_mock_cluster_bootstraps(_cluster))!;
    }

    public string Bootstrap { get; }

    public void Create(string topic, int partitions) => Check(MockApi.rd_kafka_mock_topic_create(_cluster, topic, partitions, Brokers));

    /// <summary>The next requests of this kind fail, one an error.</summary>
    public void Fail(short api, params ErrorCode[] errors) =>
        MockApi.rd_kafka_mock_push_request_errors_array(_cluster, api, (nuint)errors.Length, [.. errors.Select(e => (int)e)]);

    public void Lead(string topic, int partition, int broker) => Check(MockApi.rd_kafka_mock_partition_set_leader(_cluster, topic, partition, broker));

    /// <summary>Every request of every broker takes this much longer.</summary>
    public void Slow(int milliseconds) => Check(MockApi.rd_kafka_mock_broker_set_rtt(_cluster, -1, milliseconds));

    /// <summary>Drops the topic with all it holds.</summary>
    public void Delete(string topic) => Check(MockApi.rd_kafka_mock_topic_delete(_cluster, topic));

    public void TakeDown(int broker) => Check(MockApi.rd_kafka_mock_broker_set_down(_cluster, broker));

    public void BringUp(int broker) => Check(MockApi.rd_kafka_mock_broker_set_up(_cluster, broker));

    public void TakeAllDown()
    {
        for (var broker = 1; broker <= Brokers; broker++)
        {
            TakeDown(broker);
        }
    }

    public void BringAllUp()
    {
        for (var broker = 1; broker <= Brokers; broker++)
        {
            BringUp(broker);
        }
    }

    /// <summary>What was still to fail does not.</summary>
    public void Mend(short api) => MockApi.rd_kafka_mock_clear_request_errors(_cluster, api);

    /// <summary>From here on requests are noted for <see cref="Count"/>.</summary>
    public void StartCounting() => MockApi.rd_kafka_mock_start_request_tracking(_cluster);

    /// <summary>How many requests of this kind have come.</summary>
    public int Count(short api)
    {
        var requests = MockApi.rd_kafka_mock_get_requests(_cluster, out var count);
        var found = Enumerable.Range(0, (int)count).Count(i => MockApi.rd_kafka_mock_request_api_key(Marshal.ReadIntPtr(requests, i * nint.Size)) == api);
        MockApi.rd_kafka_mock_request_destroy_array(requests, count);
        return found;
    }

    public void Dispose()
    {
        MockApi.rd_kafka_mock_cluster_destroy(_cluster);
        MockApi.rd_kafka_destroy(_handle);
    }

    private static void Check(int error) => Assert.Equal(0, error);
}
