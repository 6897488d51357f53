namespace CityOps.EventLog.Tests.Contract;

public abstract partial class EventLogContract
{
    [Fact]
    public async Task Two_members_share_the_partitions_and_the_one_that_stays_gets_those_of_the_one_that_leaves()
    {
        var topic = await NewTopicAsync(4);
        var group = Some.Group();
        RecordingListener first = new(), second = new();
        await using var one = Log.Subscribe(group, [topic], first, ConsumerLimits.Default);
        await PumpUntilAsync(() => one.Assigned.Count == 4, one);
        Assert.Equal("assigned 0,1,2,3", first.Events.First());

        var two = Log.Subscribe(group, [topic], second, ConsumerLimits.Default);
        await PumpUntilAsync(() => one.Assigned.Count == 2 && two.Assigned.Count == 2, one, two);
        Assert.Empty(one.Assigned.Intersect(two.Assigned));
        Assert.Contains(first.Events, e => e.StartsWith("revoked", StringComparison.Ordinal));
        Assert.Equal(one.Assigned.ToHashSet(), first.Owned);
        Assert.Equal(two.Assigned.ToHashSet(), second.Owned);

        await two.DisposeAsync();
        Assert.Empty(second.Owned);
        await PumpUntilAsync(() => one.Assigned.Count == 4, one);
        Assert.Equal(one.Assigned.ToHashSet(), first.Owned);
    }

    [Fact]
    public async Task Between_them_members_of_a_group_read_every_record()
    {
        var topic = await NewTopicAsync(4);
        var group = Some.Group();
        await using var one = Log.Subscribe(group, [topic], new RecordingListener(), ConsumerLimits.Default);
        await using var two = Log.Subscribe(group, [topic], new RecordingListener(), ConsumerLimits.Default);
        await PumpUntilAsync(() => one.Assigned.Count == 2 && two.Assigned.Count == 2, one, two);
        await Log.AppendAsync(topic, [.. Enumerable.Range(0, 40).Select(i => Some.Record($"r{i}", i % 4))], Cancel);
        var read = await Task.WhenAll(ReadAsync(one, 20), ReadAsync(two, 20));
        Assert.Equal(40, read.SelectMany(r => r).Select(r => r.Record.Text()).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Reading_all_takes_every_partition_whatever_others_read()
    {
        var topic = await NewTopicAsync(3);
        await Log.AppendAsync(topic, [.. Enumerable.Range(0, 9).Select(i => Some.Record($"r{i}", i % 3))], Cancel);
        await using var grouped = Log.Subscribe(Some.Group(), [topic], new RecordingListener(), ConsumerLimits.Default);
        await using var one = Log.ReadAll([topic], new RecordingListener(), ConsumerLimits.Default);
        await using var two = Log.ReadAll([topic], new RecordingListener(), ConsumerLimits.Default);
        var read = await Task.WhenAll(ReadAsync(grouped, 9), ReadAsync(one, 9), ReadAsync(two, 9));
        Assert.All(read, records => Assert.Equal(9, records.Count));
        Assert.Equal(3, one.Assigned.Count);
    }

    [Fact]
    public async Task A_topic_that_appears_later_is_read_too()
    {
        var early = await NewTopicAsync(2);
        var late = Some.Topic();
        var listener = new RecordingListener();
        await using var grouped = Log.Subscribe(Some.Group(), [early, late], listener, ConsumerLimits.Default);
        await using var all = Log.ReadAll([early, late], new RecordingListener(), ConsumerLimits.Default);
        await PumpUntilAsync(() => grouped.Assigned.Count == 2 && all.Assigned.Count == 2, grouped, all);

        await NewTopicAsync(2, late);
        await Log.AppendAsync(late, [Some.Record("a", 0), Some.Record("b", 1)], Cancel);
        var read = await Task.WhenAll(ReadAsync(grouped, 2), ReadAsync(all, 2));
        Assert.All(read, records => Assert.Equal(["a", "b"], records.Select(r => r.Record.Text()).Order(StringComparer.Ordinal)));
        Assert.Equal(4, grouped.Assigned.Count);
    }

    [Fact]
    public async Task A_listener_that_fails_leaves_the_partition_unread_until_it_succeeds()
    {
        var topic = await NewTopicAsync();
        await Log.AppendAsync(topic, [Some.Record("a")], Cancel);
        await using var consumer = Log.Subscribe(Some.Group(), [topic], new FailsOnce(), ConsumerLimits.Default);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await ReadAsync(consumer, 1));
        Assert.Equal("a", (await ReadAsync(consumer, 1))[0].Record.Text());
    }

    private sealed class FailsOnce : IAssignmentListener
    {
        private bool _failed;

        public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken)
        {
            if (!_failed)
            {
                _failed = true;
                throw new InvalidDataException("The checkpoint cannot be read.");
            }

            return ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(new Dictionary<TopicPartition, long>());
        }

        public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_listener_that_fails_for_a_late_topic_is_asked_again_and_costs_the_others_nothing()
    {
        // So many that reading goes on while the late topic is found, and no more: each is a read of its own, which a busy machine makes slow.
        const int Records = 2_000;
        var early = await NewTopicAsync();
        var late = Some.Topic();
        await Log.AppendAsync(early, Some.Records(Records), Cancel);
        await using var consumer = Log.ReadAll([early, late], new FailingListener(late), new ConsumerLimits(MaxRecords: 1));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        var (read, failures) = (new List<string>(), 0);
        while (read.Count < Records + 1)
        {
            try
            {
                read.AddRange((await consumer.ReadAsync(Slice, patience.Token))?.Records.Select(r => r.Text()) ?? []);
            }
            catch (InvalidOperationException)
            {
                failures++;
            }

            if (read.Count == 10 && await Log.DescribeAsync(late, Cancel) is null)
            {
                await NewTopicAsync(name: late);
                await Log.AppendAsync(late, [Some.Record("late")], Cancel);
            }
        }

        Assert.Equal(1, failures);
        Assert.Equal(Some.Records(Records).Select(r => System.Text.Encoding.UTF8.GetString(r.Value.Span)), read.Where(r => r != "late"));
    }
}
