using CityOps.EventLog.Kafka;
using CityOps.EventLog.Tests.Contract;
using CityOps.Tests.Shared.Kafka;

namespace CityOps.EventLog.Tests.Kafka;

/// <summary>
/// A member that is disposed says so to its group before it is gone, so that nobody waits for its session to end. That the request came is
/// what these tests look at: the mock cluster begins a rebalance at each leave and waits a session less a second, whoever has joined.
/// </summary>
public sealed class LeavingTests : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    // Well below the session, which would have to pass for a member that does not say that it leaves.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, string> DefaultSession = new(StringComparer.Ordinal) { ["session.timeout.ms"] = "45000" };

    private readonly MockCluster _cluster = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_that_is_disposed_leaves_its_group()
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap, DefaultSession);
        var (topic, group) = await TopicAsync(log);
        var first = log.Subscribe(group, [topic], new RecordingListener(), ConsumerLimits.Default);
        await ReadUntilAsync(first, () => first.Assigned.Count == 2);

        await LeavesAsync(first);
    }

    [Fact]
    public async Task A_member_that_is_disposed_with_a_read_in_flight_ends_the_read_and_leaves_its_group()
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap, DefaultSession);
        var (topic, group) = await TopicAsync(log);
        var first = log.Subscribe(group, [topic], new RecordingListener(), ConsumerLimits.Default);
        await ReadUntilAsync(first, () => first.Assigned.Count == 2);
        var read = first.ReadAsync(Timeout.InfiniteTimeSpan, Cancel).AsTask();

        await LeavesAsync(first);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => read);
    }

    [Fact]
    public async Task A_member_that_is_disposed_during_a_rebalance_leaves_its_group_and_the_other_gets_everything()
    {
        // A short session: it is how long the mock lets a rebalance take.
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["session.timeout.ms"] = "2000" };
        await using var log = TestKafka.Open(_cluster.Bootstrap, settings);
        var (topic, group) = await TopicAsync(log);
        var listener = new RecordingListener();
        var first = log.Subscribe(group, [topic], listener, ConsumerLimits.Default);
        await ReadUntilAsync(first, () => first.Assigned.Count == 2);
        await using var second = log.Subscribe(group, [topic], new RecordingListener(), ConsumerLimits.Default);
        await ReadUntilAsync(first, () => listener.Events.Contains("revoked 0,1"));

        await LeavesAsync(first);
        await ReadUntilAsync(second, () => second.Assigned.Count == 2);
    }

    public void Dispose() => _cluster.Dispose();

    private async Task<(string Topic, string Group)> TopicAsync(KafkaEventLog log)
    {
        var topic = Some.Topic();
        _cluster.Create(topic, 2);
        await log.EnsureTopicAsync(topic, 2, Cancel);
        return (topic, Some.Group());
    }

    private async Task LeavesAsync(ILogConsumer consumer)
    {
        _cluster.StartCounting();
        await consumer.DisposeAsync().AsTask().WaitAsync(Soon, Cancel);
        Assert.Equal(1, _cluster.Count(MockCluster.LeaveGroup));
    }

    private static async Task ReadUntilAsync(ILogConsumer consumer, Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(90));
        while (!holds())
        {
            await consumer.ReadAsync(Slice, patience.Token);
        }
    }
}
