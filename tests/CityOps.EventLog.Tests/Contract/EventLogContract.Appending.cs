using System.Collections.Concurrent;

namespace CityOps.EventLog.Tests.Contract;

public abstract partial class EventLogContract
{
    [Fact]
    public async Task Records_come_back_in_the_order_they_were_appended_with_all_they_carried()
    {
        var topic = await NewTopicAsync();
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        var offsets = await Log.AppendAsync(topic, [Some.Record("a", 0, "key", new LogHeader("rows", "3"), new LogHeader("note", "渣土")), Some.Record("b")], Cancel);

        Assert.Equal([0, 1], offsets);
        await using var consumer = Log.ReadAll([topic], new RecordingListener(), ConsumerLimits.Default);
        var read = (await ReadAsync(consumer, 2)).Select(r => r.Record).ToArray();
        Assert.Equal(["a", "b"], read.Select(Some.Text));
        Assert.Equal([0L, 1L], read.Select(r => r.Offset));
        Assert.Equal("key"u8.ToArray(), read[0].Key.ToArray());
        Assert.Equal("3", read[0].Header("rows"));
        Assert.Equal("渣土", read[0].Header("note"));
        Assert.Empty(read[1].Headers);
        Assert.True(read[1].Key.IsEmpty);
        Assert.InRange(read[0].AppendedAt, before, DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Equal(0, read[0].AppendedAt.Ticks % TimeSpan.TicksPerMillisecond);
    }

    [Fact]
    public async Task What_was_appended_is_there_after_reopening_under_the_same_log_id()
    {
        var topic = await NewTopicAsync(2);
        var id = (await Log.DescribeAsync(topic, Cancel))!.LogId;
        await Log.AppendAsync(topic, [Some.Record("a", 0), Some.Record("b", 1), Some.Record("c", 1)], Cancel);
        await ReopenAsync();

        Assert.Equal(new TopicDescription(topic, id, 2), await Log.DescribeAsync(topic, Cancel));
        Assert.Equal(new LogOffsets(0, 2), await Log.OffsetsAsync(new TopicPartition(topic, 1), Cancel));
        await using var consumer = Log.ReadAll([topic], new RecordingListener(), ConsumerLimits.Default);
        Assert.Equal(["a", "b", "c"], (await ReadAsync(consumer, 3)).OrderBy(r => r.Partition.Partition).Select(r => r.Record.Text()));
        Assert.Equal(2, Assert.Single(await Log.AppendAsync(topic, [Some.Record("d", 1)], Cancel)));
    }

    [Fact]
    public async Task A_topic_that_exists_keeps_the_partitions_it_has()
    {
        var topic = await NewTopicAsync(3);
        var description = await Log.EnsureTopicAsync(topic, 7, Cancel);
        Assert.Equal(3, description.Partitions);
        Assert.NotEmpty(description.LogId);
    }

    [Fact]
    public async Task A_topic_that_does_not_exist_has_no_description_and_takes_no_records()
    {
        var topic = Some.Topic();
        Assert.Null(await Log.DescribeAsync(topic, Cancel));
        var error = await Assert.ThrowsAnyAsync<EventLogException>(async () => await Log.AppendAsync(topic, [Some.Record("a")], Cancel));
        Assert.Contains(topic, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partition_that_does_not_exist_takes_no_records()
    {
        var topic = await NewTopicAsync(2);
        await Assert.ThrowsAnyAsync<EventLogException>(async () => await Log.AppendAsync(topic, [Some.Record("a", 2)], Cancel));
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_and_the_next_one_taken()
    {
        var topic = await NewTopicAsync();
        await Assert.ThrowsAsync<MessageTooLargeException>(async () => await Log.AppendAsync(topic, [Some.Bytes(1024 * 1024 + 1)], Cancel));
        Assert.Equal(0, Assert.Single(await Log.AppendAsync(topic, [Some.Bytes(512 * 1024)], Cancel)));
    }

    [Fact]
    public async Task An_append_that_is_cancelled_before_it_begins_appends_nothing()
    {
        var topic = await NewTopicAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Log.AppendAsync(topic, [Some.Record("a")], cancelled.Token));
        Assert.Equal(0, Assert.Single(await Log.AppendAsync(topic, [Some.Record("b")], Cancel)));
    }

    [Fact]
    public async Task Offsets_tell_the_ends_of_a_partition()
    {
        var topic = await NewTopicAsync(2);
        Assert.Equal(new LogOffsets(0, 0), await Log.OffsetsAsync(new TopicPartition(topic, 0), Cancel));
        await Log.AppendAsync(topic, Some.Records(5, 0), Cancel);
        Assert.Equal(new LogOffsets(0, 5), await Log.OffsetsAsync(new TopicPartition(topic, 0), Cancel));
        Assert.Equal(new LogOffsets(0, 0), await Log.OffsetsAsync(new TopicPartition(topic, 1), Cancel));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Concurrent_appends_lie_in_the_log_as_in_a_list_each_whole_and_in_order(int seed)
    {
        const int Writers = 8, Partitions = 3;
        var topic = await NewTopicAsync(Partitions);
        var model = new ConcurrentDictionary<(int Partition, long Offset), string>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer), Cancel)));

        await using var consumer = Log.ReadAll([topic], new RecordingListener(), new ConsumerLimits(7, 1_000));
        var read = (await ReadAsync(consumer, model.Count)).ToDictionary(r => (r.Partition.Partition, r.Record.Offset), r => r.Record.Text());
        Assert.Equal(model.OrderBy(m => m.Key), read.OrderBy(r => r.Key));
        for (var partition = 0; partition < Partitions; partition++)
        {
            var offsets = read.Keys.Where(k => k.Partition == partition).Select(k => k.Offset).Order().ToArray();
            Assert.Equal(Enumerable.Range(0, offsets.Length).Select(i => (long)i), offsets);
        }

        async Task WriteAsync(int writer)
        {
            var random = new Random(seed * 100 + writer);
            var last = new long[Partitions];
            Array.Fill(last, -1);
            for (var round = 0; round < 20; round++)
            {
                var records = Enumerable.Range(0, random.Next(1, 6))
                    .Select(i => Some.Record($"{writer}-{round}-{i}-{new string('x', random.Next(0, 300))}", random.Next(Partitions))).ToArray();
                var offsets = await Log.AppendAsync(topic, records, Cancel);
                for (var i = 0; i < records.Length; i++)
                {
                    Assert.True(offsets[i] > last[records[i].Partition], "A writer's records keep their order within a partition.");
                    last[records[i].Partition] = offsets[i];
                    Assert.True(model.TryAdd((records[i].Partition, offsets[i]), System.Text.Encoding.UTF8.GetString(records[i].Value.Span)));
                }
            }
        }
    }
}
