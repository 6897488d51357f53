using CityOps.EventLog.Tests.Contract;
using CityOps.Tests.Shared.Kafka;
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
    public async Task A_record_that_a_broker_has_already_is_appended_without_a_place_and_counts_as_no_later_than_the_last()
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap);
        var topic = Some.Topic();
        _cluster.Create(topic, 1);
        await log.EnsureTopicAsync(topic, 1, Cancel);
        LogAppend[] records = [Some.Record("b")];
        await log.AppendAsync(topic, [Some.Record("a")], Cancel);
        _cluster.Fail(MockCluster.Produce, ErrorCode.DuplicateSequenceNumber);

        var offsets = await log.AppendAsync(topic, records, Cancel);

        Assert.Equal(UnplacedRecords.Offset, Assert.Single(offsets));
        Assert.Equal(0, Assert.Single(await log.BoundAsync(topic, records, offsets, Cancel)));
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

        _cluster.TakeAllDown();

        var append = log.AppendAsync(topic, [Some.Record("during")], Cancel);
        Assert.Null(await consumer.ReadAsync(TimeSpan.FromMilliseconds(300), Cancel));
        while (consumer.IsReached is not false)
        {
            await consumer.ReadAsync(TimeSpan.FromMilliseconds(100), Cancel);
        }

        while (log.Outage is null)
        {
            await consumer.ReadAsync(TimeSpan.FromMilliseconds(100), Cancel);
        }

        Assert.Equal($"Kafka ({_cluster.Bootstrap})", log.Outage.What);
        _cluster.BringAllUp();

        await append;
        Assert.Equal("during", await ReadOneAsync(consumer));
        Assert.True(consumer.IsReached);
        Assert.True(await Task.Run(() => SpinWait.SpinUntil(() => log.Outage is null, TimeSpan.FromSeconds(90)), Cancel));
    }

    [Fact]
    public async Task A_process_that_starts_while_no_broker_is_there_says_so()
    {
        _cluster.TakeAllDown();
        await using var log = TestKafka.Open(_cluster.Bootstrap);
        Assert.True(await Task.Run(() => SpinWait.SpinUntil(() => log.Outage is not null, TimeSpan.FromSeconds(90)), Cancel));
        var error = await Assert.ThrowsAsync<EventLogException>(async () => await log.EnsureTopicAsync(Some.Topic(), 1, Cancel));
        Assert.Contains("has been away since", error.Message, StringComparison.Ordinal);

        _cluster.BringAllUp();
        Assert.True(await Task.Run(() => SpinWait.SpinUntil(() => log.Outage is null, TimeSpan.FromSeconds(90)), Cancel));
    }

    [Fact]
    public async Task Where_a_broker_does_not_tell_offsets_that_is_an_error_and_never_a_place()
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap);
        var topic = Some.Topic();
        _cluster.Create(topic, 1);
        await log.EnsureTopicAsync(topic, 1, Cancel);
        foreach (var error in new[] { ErrorCode.NotLeaderForPartition, ErrorCode.LeaderNotAvailable, ErrorCode.RequestTimedOut, ErrorCode.UnknownTopicOrPart, ErrorCode.OffsetNotAvailable, ErrorCode.Unknown })
        {
            _cluster.Fail(MockCluster.ListOffsets, [.. Enumerable.Repeat(error, 8)]);
            try
            {
                Assert.Equal(new LogOffsets(0, 0), await log.OffsetsAsync(new(topic, 0), Cancel));
            }
            catch (EventLogException told)
            {
                Assert.Contains("did not tell the offsets", told.Message, StringComparison.Ordinal);
            }

            _cluster.Mend(MockCluster.ListOffsets);
        }
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

    [Fact]
    public async Task A_partition_that_may_not_be_read_is_named_and_the_other_one_is_read_on()
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap);
        var topic = Some.Topic();
        _cluster.Create(topic, 2);
        _cluster.Lead(topic, 0, 1);
        _cluster.Lead(topic, 1, 2);
        await log.EnsureTopicAsync(topic, 2, Cancel);
        await using var consumer = log.Subscribe(Some.Group(), [topic], new RecordingListener(), ConsumerLimits.Default);
        await log.AppendAsync(topic, [Some.Record("0", 0), Some.Record("1", 1)], Cancel);
        Assert.Equal(["0", "1"], new[] { await ReadOneAsync(consumer), await ReadOneAsync(consumer) }.Order(StringComparer.Ordinal));

        // Whichever broker is asked first says so, of the partition it leads.
        _cluster.Fail(MockCluster.Fetch, ErrorCode.TopicAuthorizationFailed);
        var error = await Assert.ThrowsAsync<PartitionReadException>(async () => await consumer.ReadAsync(TimeSpan.FromSeconds(90), Cancel));
        consumer.Pause(error.Partition);
        await log.AppendAsync(topic, [Some.Record("0", 0), Some.Record("1", 1)], Cancel);

        Assert.Equal(topic, error.Partition.Topic);
        Assert.Equal($"{1 - error.Partition.Partition}", await ReadOneAsync(consumer));
        Assert.Null(await consumer.ReadAsync(TimeSpan.FromMilliseconds(300), Cancel));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Partitions_that_a_topic_gets_later_are_read_too(bool all)
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap);
        var topic = Some.Topic();
        _cluster.Create(topic, 1);
        await log.EnsureTopicAsync(topic, 1, Cancel);
        await using var consumer = all
            ? log.ReadAll([topic], new RecordingListener(), ConsumerLimits.Default)
            : log.Subscribe(Some.Group(), [topic], new RecordingListener(), ConsumerLimits.Default);
        while (consumer.Assigned.Count < 1)
        {
            await consumer.ReadAsync(TimeSpan.FromMilliseconds(50), Cancel);
        }

        // The mock cannot add partitions to a topic; to an empty one making it anew is the same.
        _cluster.Delete(topic);
        _cluster.Create(topic, 3);
        while ((await log.DescribeAsync(topic, Cancel))?.Partitions != 3)
        {
            await consumer.ReadAsync(TimeSpan.FromMilliseconds(50), Cancel);
        }

        await log.AppendAsync(topic, [Some.Record("a", 0), Some.Record("b", 1), Some.Record("c", 2)], Cancel);

        // A partition that is assigned anew begins anew: what was read before it comes again.
        var read = new SortedSet<string>(StringComparer.Ordinal);
        while (read.Count < 3)
        {
            read.Add(await ReadOneAsync(consumer));
        }

        Assert.Equal(["a", "b", "c"], read);
    }

    [Fact]
    public async Task A_partition_whose_leader_moves_is_appended_to_and_read_on_in_order()
    {
        await using var log = TestKafka.Open(_cluster.Bootstrap);
        var topic = Some.Topic();
        _cluster.Create(topic, 1);
        await log.EnsureTopicAsync(topic, 1, Cancel);
        await using var consumer = log.Subscribe(Some.Group(), [topic], new RecordingListener(), ConsumerLimits.Default);
        for (var round = 0; round < 6; round++)
        {
            _cluster.Lead(topic, 0, 1 + (round % MockCluster.Brokers));
            await log.AppendAsync(topic, [Some.Record($"r{round}")], Cancel);
            Assert.Equal($"r{round}", await ReadOneAsync(consumer));
        }
    }

    public void Dispose() => _cluster.Dispose();

    private static async Task<string> ReadOneAsync(ILogConsumer consumer)
    {
        var batch = await consumer.ReadAsync(TimeSpan.FromSeconds(90), Cancel);
        return Assert.Single(batch!.Records).Text();
    }
}
