namespace CityOps.EventLog.Tests.Contract;

public abstract partial class EventLogContract
{
    [Fact]
    public async Task Batches_are_contiguous_and_within_the_limits()
    {
        var topic = await NewTopicAsync();
        await Log.AppendAsync(topic, Some.Records(25), Cancel);
        await using var consumer = Log.ReadAll([topic], new RecordingListener(), new ConsumerLimits(10));
        var next = 0L;
        while (next < 25)
        {
            var batch = await consumer.ReadAsync(Patience, Cancel);
            Assert.NotNull(batch);
            Assert.InRange(batch.Records.Count, 1, 10);
            Assert.Equal(Enumerable.Range((int)next, batch.Records.Count).Select(i => (long)i), batch.Records.Select(r => r.Offset));
            Assert.Equal((await Log.DescribeAsync(topic, Cancel))!.LogId, batch.LogId);
            next = batch.NextOffset;
        }
    }

    [Fact]
    public async Task A_record_larger_than_the_limit_of_bytes_comes_alone()
    {
        var topic = await NewTopicAsync();
        await Log.AppendAsync(topic, [Some.Bytes(5_000), Some.Bytes(5_000), Some.Bytes(10)], Cancel);
        await using var consumer = Log.ReadAll([topic], new RecordingListener(), new ConsumerLimits(100, 1_000));
        var batch = await consumer.ReadAsync(Patience, Cancel);
        Assert.Single(batch!.Records);
        Assert.Equal(2, (await ReadAsync(consumer, 2)).Count);
    }

    [Fact]
    public async Task A_read_without_anything_to_read_ends_with_null()
    {
        var topic = await NewTopicAsync();
        await using var consumer = Log.ReadAll([topic], new RecordingListener(), ConsumerLimits.Default);
        Assert.Null(await consumer.ReadAsync(TimeSpan.FromMilliseconds(50), Cancel));
    }

    [Fact]
    public async Task A_waiting_read_is_woken_by_an_append()
    {
        var topic = await NewTopicAsync();
        await using var consumer = Log.ReadAll([topic], new RecordingListener(), ConsumerLimits.Default);
        await consumer.ReadAsync(TimeSpan.FromMilliseconds(50), Cancel);
        var reading = consumer.ReadAsync(Patience, Cancel).AsTask();
        await Log.AppendAsync(topic, [Some.Record("a")], Cancel);
        Assert.Equal("a", (await reading)!.Records[0].Text());
    }

    [Fact]
    public async Task A_waiting_read_ends_when_it_is_cancelled_and_can_go_on_later()
    {
        var topic = await NewTopicAsync();
        await using var consumer = Log.ReadAll([topic], new RecordingListener(), ConsumerLimits.Default);
        using var cancelled = new CancellationTokenSource();
        var reading = consumer.ReadAsync(Patience, cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        await Log.AppendAsync(topic, [Some.Record("a")], Cancel);
        Assert.Equal("a", (await ReadAsync(consumer, 1))[0].Record.Text());
    }

    [Fact]
    public async Task The_listener_says_where_to_start()
    {
        var topic = await NewTopicAsync(2);
        await Log.AppendAsync(topic, [.. Some.Records(4, 0, "p"), .. Some.Records(4, 1, "q")], Cancel);
        var listener = new RecordingListener();
        listener.Starts[new TopicPartition(topic, 0)] = 3;
        await using var consumer = Log.Subscribe(Some.Group(), [topic], listener, ConsumerLimits.Default);
        var read = (await ReadAsync(consumer, 5)).Select(r => r.Record.Text()).Order(StringComparer.Ordinal);
        Assert.Equal(["p3", "q0", "q1", "q2", "q3"], read);
    }

    [Fact]
    public async Task Seek_goes_back_and_forward()
    {
        var topic = await NewTopicAsync();
        var partition = new TopicPartition(topic, 0);
        await Log.AppendAsync(topic, Some.Records(6), Cancel);
        await using var consumer = Log.ReadAll([topic], new RecordingListener(), new ConsumerLimits(2));
        Assert.Equal("r0", (await consumer.ReadAsync(Patience, Cancel))!.Records[0].Text());
        consumer.Seek(partition, 4);
        Assert.Equal("r4", (await consumer.ReadAsync(Patience, Cancel))!.Records[0].Text());
        consumer.Seek(partition, 1);
        Assert.Equal("r1", (await consumer.ReadAsync(Patience, Cancel))!.Records[0].Text());
        Assert.Equal("r3", (await consumer.ReadAsync(Patience, Cancel))!.Records[0].Text());
    }

    [Fact]
    public async Task A_partition_that_is_not_assigned_cannot_be_sought()
    {
        var topic = await NewTopicAsync();
        await using var consumer = Log.ReadAll([topic], new RecordingListener(), ConsumerLimits.Default);
        Assert.Throws<InvalidOperationException>(() => consumer.Seek(new TopicPartition(topic, 9), 0));
    }

    [Fact]
    public async Task A_paused_partition_waits_until_it_is_resumed_and_loses_nothing()
    {
        var topic = await NewTopicAsync(2);
        var paused = new TopicPartition(topic, 0);
        await using var consumer = Log.ReadAll([topic], new RecordingListener(), new ConsumerLimits(3));
        await PumpUntilAsync(() => consumer.Assigned.Count == 2, consumer);
        consumer.Pause(paused);
        await Log.AppendAsync(topic, [.. Some.Records(10, 0, "p"), .. Some.Records(10, 1, "q")], Cancel);
        Assert.All(await ReadAsync(consumer, 10), r => Assert.Equal(1, r.Partition.Partition));
        Assert.Null(await consumer.ReadAsync(TimeSpan.FromMilliseconds(200), Cancel));
        consumer.Resume(paused);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"p{i}"), (await ReadAsync(consumer, 10)).Select(r => r.Record.Text()));
    }

    [Fact]
    public async Task Lag_is_what_lies_before_the_reader()
    {
        var topic = await NewTopicAsync();
        var partition = new TopicPartition(topic, 0);
        await Log.AppendAsync(topic, Some.Records(10), Cancel);
        await using var consumer = Log.ReadAll([topic], new RecordingListener(), new ConsumerLimits(4));
        var batch = await consumer.ReadAsync(Patience, Cancel);
        Assert.Equal(10 - batch!.NextOffset, await consumer.LagAsync(partition, Cancel));
        await ReadAsync(consumer, 10 - (int)batch.NextOffset);
        Assert.Equal(0, await consumer.LagAsync(partition, Cancel));
    }

    [Fact]
    public async Task A_start_beyond_the_end_is_an_error_that_names_the_partition()
    {
        var topic = await NewTopicAsync();
        await Log.AppendAsync(topic, Some.Records(3), Cancel);
        var listener = new RecordingListener();
        listener.Starts[new TopicPartition(topic, 0)] = 1_000;
        await using var consumer = Log.ReadAll([topic], listener, ConsumerLimits.Default);
        var error = await Assert.ThrowsAnyAsync<EventLogException>(async () => await ReadAsync(consumer, 1));
        Assert.Contains(topic, error.Message, StringComparison.Ordinal);
    }
}
