using CityOps.EventLog;
using CityOps.Pipelines.Streaming;
using CityOps.Tests.Shared;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Pipelines.Tests.Streaming;

/// <summary>What a feed holds in memory, and that what it does not hold comes out the same.</summary>
public sealed class ReferenceFeedTests(EngineFixture engine)
{
    private const string Contract = "meter-links";

    [Fact]
    public async Task What_every_partition_has_taken_is_held_no_longer_and_comes_from_the_log_when_it_is_asked_for_again()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, scenarios: [new TallyScenario()], empty: true);
        await AppendAsync(district.Log, 0, 5);
        await using var feed = await RunningFeed.StartAsync(district.Log);
        await using var slow = feed.Feed.Follow(ReferenceOffsets.None);
        await using var quick = feed.Feed.Follow(ReferenceOffsets.None);
        await AppendAsync(district.Log, 5, 10);
        await Eventually.TrueAsync(() => Task.FromResult(quick.Read.Entries.Sum(entry => entry.Value) == 10));

        var first = await quick.UpToAsync(quick.Read, CancellationToken.None).ToListAsync();
        quick.Take(quick.Read);
        Assert.True(feed.Feed.HeldBytes > 0);
        slow.Take(slow.Read);
        await using var late = feed.Feed.Follow(ReferenceOffsets.None);
        var again = await late.UpToAsync(slow.Read, CancellationToken.None).ToListAsync();

        Assert.Equal(0, feed.Feed.HeldBytes);
        Assert.Equal(10, first.Count);
        Assert.Equal(Places(first), Places(again));
    }

    [Fact]
    public async Task A_partition_whose_work_has_ended_holds_nothing_back()
    {
        using var folder = new TestFolder();
        await using var district = await District.OpenAsync(folder, engine, scenarios: [new TallyScenario()], empty: true);
        await district.Log.EnsureTopicAsync(Some.Links.Topic, 2, CancellationToken.None);
        await using var feed = await RunningFeed.StartAsync(district.Log);
        var ended = feed.Feed.Follow(ReferenceOffsets.None);
        await AppendAsync(district.Log, 0, 4);
        await Eventually.TrueAsync(() => Task.FromResult(feed.Feed.HeldBytes == 4));

        await ended.DisposeAsync();

        Assert.Equal(0, feed.Feed.HeldBytes);
    }

    [Fact]
    public void Beyond_its_limit_the_oldest_of_the_fullest_partition_go()
    {
        var (full, other) = (new TopicPartition("cityops.some.v1", 0), new TopicPartition("cityops.some.v1", 1));
        var held = new HeldReferences(mostBytes: 4);
        held.Add(other, Record(7));
        for (var offset = 0; offset < 5; offset++)
        {
            held.Add(full, Record(offset));
        }

        var (records, next) = held.Read(new ReferenceRange(full, 2, 4), mostBytesRead: 100);

        Assert.Equal((2, 0), (held.FromOf(full), held.FromOf(other)));
        Assert.Equal([2L, 3], records.Select(record => record.Offset));
        Assert.Equal(4, next);
    }

    [Fact]
    public void A_stretch_is_read_in_pieces()
    {
        var partition = new TopicPartition("cityops.some.v1", 0);
        var held = new HeldReferences(mostBytes: 100);
        for (var offset = 0; offset < 5; offset++)
        {
            held.Add(partition, Record(offset));
        }

        var (records, next) = held.Read(new ReferenceRange(partition, 1, 5), mostBytesRead: 2);

        Assert.Equal([1L, 2], records.Select(record => record.Offset));
        Assert.Equal(3, next);
    }

    private static async Task AppendAsync(IEventLog log, int from, int to)
    {
        await log.EnsureTopicAsync(Some.Links.Topic, 2, CancellationToken.None);
        for (var number = from; number < to; number++)
        {
            await log.AppendAsync(Some.Links.Topic, [new LogAppend(number % 2, default, new byte[] { (byte)number }, [])], CancellationToken.None);
        }
    }

    private static LogRecord Record(long offset) => new(offset, Some.Midnight, default, new byte[1], []);

    private static List<(TopicPartition, long, byte)> Places(IReadOnlyList<Reference> references) => [.. references.Select(r => (r.Partition, r.Record.Offset, r.Record.Value.Span[0]))];

    private sealed class RunningFeed(ReferenceFeed feed) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private Task _run = Task.CompletedTask;

        public ReferenceFeed Feed => feed;

        public static async Task<RunningFeed> StartAsync(IEventLog log)
        {
            var running = new RunningFeed(new ReferenceFeed(log, new Dictionary<string, string> { [Some.Links.Topic] = Contract }, new StreamingOptions().MaxHeldReferenceBytes, NullLogger.Instance));
            running._run = running.Feed.RunAsync(running._stop.Token);
            await running.Feed.CaughtUpAsync(CancellationToken.None);
            return running;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _run.ContinueWith(static _ => { }, TaskScheduler.Default);
            feed.Dispose();
            _stop.Dispose();
        }
    }
}
