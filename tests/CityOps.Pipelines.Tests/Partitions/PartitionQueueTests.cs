using CityOps.EventLog;
using CityOps.Pipelines.Partitions;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Pipelines.Tests.Partitions;

public sealed class PartitionQueueTests
{
    private static readonly TopicPartition Partition = new("topic", 0);

    private readonly FakeTimeProvider _time = new();
    private readonly BufferBudget _budget = new(1_000);
    private readonly PartitionQueue _queue;

    public PartitionQueueTests()
    {
        _queue = new PartitionQueue(Partition, fullBytes: 500, _budget, _time);
    }

    [Fact]
    public async Task A_batch_closes_once_it_has_the_rows_it_may_have()
    {
        AddAll(rows: 10, bytes: 1, count: 5);

        var taken = await TakeAsync(new BatchLimits(25, long.MaxValue, TimeSpan.FromDays(1)));

        Assert.Equal([0, 1, 2], taken!.Select(batch => batch.Records[0].Offset));
    }

    [Fact]
    public async Task A_batch_closes_once_it_has_the_bytes_it_may_have()
    {
        AddAll(rows: 1, bytes: 100, count: 4);

        Assert.Equal(2, (await TakeAsync(new BatchLimits(int.MaxValue, 150, TimeSpan.FromDays(1))))!.Count);
    }

    [Fact]
    public async Task A_batch_closes_once_its_first_message_is_old_enough()
    {
        AddAll(rows: 1, bytes: 1, count: 1);
        var taking = TakeAsync(new BatchLimits(100, 100, TimeSpan.FromSeconds(1)));
        Assert.False(taking.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Single((await taking)!);
    }

    [Fact]
    public void A_full_queue_says_so_until_half_of_it_is_taken()
    {
        AddAll(rows: 1, bytes: 100, count: 5);
        Assert.True(_queue.IsFull);
        Assert.False(_queue.HasRoom);
        Assert.Equal(500, _budget.Bytes);
    }

    [Fact]
    public async Task What_is_taken_gives_its_room_back()
    {
        AddAll(rows: 1, bytes: 100, count: 5);
        await TakeAsync(new BatchLimits(3, long.MaxValue, TimeSpan.Zero));

        Assert.True(_queue.HasRoom);
        Assert.Equal(200, _budget.Bytes);
    }

    [Fact]
    public async Task A_complete_queue_drops_what_nobody_took()
    {
        AddAll(rows: 1, bytes: 100, count: 5);
        _queue.Complete();
        AddAll(rows: 1, bytes: 100, count: 1);

        Assert.Null(await TakeAsync(new BatchLimits(100, 10_000, TimeSpan.Zero)));
        Assert.Equal(0, _budget.Bytes);
    }

    [Fact]
    public async Task It_is_taken_as_far_as_the_reader_got_once_nothing_waits_in_it()
    {
        AddAll(rows: 1, bytes: 0, count: 1);
        _queue.Reached(3);
        Assert.False(_queue.IsTakenUpTo(3));

        await TakeAsync(new BatchLimits(1, 1, TimeSpan.Zero));

        Assert.True(_queue.IsTakenUpTo(3));
        Assert.False(_queue.IsTakenUpTo(4));
    }

    [Fact]
    public async Task Nothing_within_the_idle_time_is_an_empty_batch()
    {
        var taking = _queue.TakeAsync(new BatchLimits(1, 1, TimeSpan.Zero), TimeSpan.FromSeconds(5), CancellationToken.None).AsTask();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty((await taking)!);
    }

    private Task<IReadOnlyList<LogBatch>?> TakeAsync(BatchLimits limits) => _queue.TakeAsync(limits, Timeout.InfiniteTimeSpan, CancellationToken.None).AsTask();

    private void AddAll(int rows, int bytes, int count)
    {
        for (var offset = 0; offset < count; offset++)
        {
            var record = new LogRecord(offset, Some.Midnight, default, new byte[bytes], District.Headers(LogHeaders.Json, rows));
            _queue.Add(new LogBatch(Partition, "log", [record], offset + 1));
        }
    }
}
