using System.Runtime.InteropServices;
using CityOps.Contracts.Catalog;
using CityOps.Host.Composition;
using Confluent.Kafka;

namespace CityOps.Host.Bench.Crash.Kafka;

/// <summary>
/// A Kafka cluster as far as librdkafka plays one, in the benchmark's own process, so that it outlives the children. It keeps 5 MiB a partition,
/// dropping the oldest, and does not de-duplicate a producer's retries: what is doubled on it has to be undone by the keys.
/// </summary>
internal sealed class MockKafka : IDisposable
{
    public const int Partitions = 4;
    private const int Brokers = 3;

    private readonly nint _handle;
    private readonly nint _cluster;
    private readonly List<string> _topics;

    /// <summary>With the topics of every contract.</summary>
    public MockKafka()
        : this(
            new ContractCatalog(Scenarios.Catalog()).All.SelectMany(contract => new[] { contract.Topic, contract.Keyed.Topic, contract.DeadLetterTopic }).Distinct(StringComparer.Ordinal),
            Partitions)
    {
    }

    public MockKafka(IEnumerable<string> topics, int partitions)
    {
        _handle = MockKafkaApi.NewHandle();
        _cluster = MockKafkaApi.NewCluster(_handle, Brokers);
        MockKafkaApi.SetFirstRebalanceDelayMs(_cluster, 50);
        _ = MockKafkaApi.SetController(_cluster, 1);
        _topics = [.. topics];

        // It knows no CreateTopics.
        _topics.ForEach(topic => _ = MockKafkaApi.CreateTopic(_cluster, topic, partitions, Brokers));
        Bootstrap = Marshal.PtrToStringUTF8(MockKafkaApi.Bootstraps(_cluster))!;
    }

    public string Bootstrap { get; }

    /// <summary>Makes things go wrong, one every second or so, until it is cancelled: failing requests, brokers that go away, leaders that move.</summary>
    public async Task MisbehaveAsync(int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        while (!cancellationToken.IsCancellationRequested)
        {
            await PauseAsync(random, 300, 1_500, cancellationToken);
            switch (random.Next(4))
            {
                case 0:
                    Fail(Request.Produce, ErrorCode.NotLeaderForPartition, ErrorCode.NotEnoughReplicas, ErrorCode.RequestTimedOut);
                    break;
                case 1:
                    Fail(Request.Fetch, ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.LeaderNotAvailable);
                    break;
                case 2:
                    _ = MockKafkaApi.SetLeader(_cluster, _topics[random.Next(_topics.Count)], random.Next(Partitions), random.Next(1, Brokers + 1));
                    break;
                default:
                    var broker = random.Next(1, Brokers + 1);
                    _ = MockKafkaApi.TakeDown(_cluster, broker);
                    await PauseAsync(random, 200, 1_000, CancellationToken.None);
                    _ = MockKafkaApi.BringUp(_cluster, broker);
                    break;
            }
        }
    }

    public void Dispose()
    {
        MockKafkaApi.DestroyCluster(_cluster);
        MockKafkaApi.Destroy(_handle);
    }

    private void Fail(Request request, params ErrorCode[] errors) =>
        MockKafkaApi.PushErrors(_cluster, (short)request, (nuint)errors.Length, [.. errors.Select(error => (int)error)]);

    private static async Task PauseAsync(Random random, int leastMs, int mostMs, CancellationToken cancellationToken) =>
        await Task.Delay(random.Next(leastMs, mostMs), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private enum Request : short
    {
        Produce = 0,
        Fetch = 1,
    }
}
