using System.Diagnostics.Metrics;
using CityOps.EventLog;
using CityOps.EventLog.Embedded;
using CityOps.Pipelines.Streaming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Pipelines.Tests.Streaming;

/// <summary>The order of a partition's messages and of references, however both come in.</summary>
public sealed class JudgingOrderTests
{
    private static readonly long MostBytes = new StreamingOptions().MaxStepReferenceBytes;

    private static readonly TopicPartition Messages = new("cityops.messages.v1", 0);

    [Fact]
    public async Task A_message_is_judged_by_the_references_taken_up_to_its_instant()
    {
        await using var references = await ReferenceLog.StartAsync();
        await references.AppendAsync((10, 0), (20, 1), (30, 0));
        await using var reader = references.Follow();
        var order = new JudgingOrder(reader, 0, DateTimeOffset.MinValue, MostBytes);

        var step = await NextAsync(order, reader, [Message(0, 20), Message(1, 29)], areAll: false);
        var later = await NextAsync(order, reader, [], areAll: true);

        Assert.Equal(["r10", "r20", "m0", "m1"], Names(step));
        Assert.Equal(["r30"], Names(later));
        Assert.False(step.IsOutOfOrder || later.IsOutOfOrder);
    }

    [Fact]
    public async Task A_reference_that_comes_after_a_message_of_its_instant_begins_anew()
    {
        await using var references = await ReferenceLog.StartAsync();
        await using var reader = references.Follow();
        var order = new JudgingOrder(reader, 0, DateTimeOffset.MinValue, MostBytes);
        await NextAsync(order, reader, [Message(0, 20)], areAll: false);
        await references.AppendAsync((20, 0));

        var step = await NextAsync(order, reader, [Message(1, 25)], areAll: false);

        Assert.Equal(["r20", "m1"], Names(step));
        Assert.True(step.IsOutOfOrder);
    }

    [Fact]
    public async Task A_message_taken_before_a_reference_that_was_judged_already_begins_anew()
    {
        await using var references = await ReferenceLog.StartAsync();
        await references.AppendAsync((20, 0));
        await using var reader = references.Follow();
        var order = new JudgingOrder(reader, 0, DateTimeOffset.MinValue, MostBytes);
        await NextAsync(order, reader, [], areAll: true);

        var early = await NextAsync(order, reader, [Message(0, 15)], areAll: false);
        var next = await NextAsync(order, reader, [Message(1, 16)], areAll: false);

        Assert.True(early.IsOutOfOrder);
        Assert.False(next.IsOutOfOrder);
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(20), next.JudgedTo);
    }

    [Fact]
    public async Task More_references_than_a_step_takes_leave_its_messages_to_the_next()
    {
        await using var references = await ReferenceLog.StartAsync();
        await references.AppendLargeAsync(count: 20, bytes: 1_000_000);
        await using var reader = references.Follow();
        var order = new JudgingOrder(reader, 0, DateTimeOffset.MinValue, MostBytes);

        var first = await NextAsync(order, reader, [Message(0, 1), Message(1, 1_000)], areAll: false);
        var second = await NextAsync(order, reader, first.Rest, areAll: false);

        Assert.Equal((1, 1), (first.Messages.Count, first.Rest.Count));
        Assert.Equal(20, first.Parts.Count + second.Parts.Count - 2);
        Assert.Equal("m1", Names(second)[^1]);
        Assert.False(second.IsOutOfOrder);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task However_it_is_cut_into_steps_the_order_is_that_of_the_log_read_from_its_start(int seed)
    {
        var random = new Random(seed);
        await using var references = await ReferenceLog.StartAsync();
        await using var reader = references.Follow();
        var order = new JudgingOrder(reader, 0, DateTimeOffset.MinValue, MostBytes);
        var (all, waiting, seen) = (new List<LogBatch>(), new List<LogBatch>(), new List<string>());
        var uncommitted = new List<string>();
        var committed = (Next: 0L, JudgedTo: DateTimeOffset.MinValue, References: ReferenceOffsets.None);
        for (var second = 1; second < 300; second++)
        {
            if (random.Next(3) == 0)
            {
                await references.AppendAsync((second, random.Next(2)));
            }
            else
            {
                all.Add(Message(all.Count, second));
                waiting.Add(all[^1]);
            }

            if (random.Next(4) == 0)
            {
                var step = await NextAsync(order, reader, waiting, areAll: true);
                Assert.False(step.IsOutOfOrder);
                uncommitted.AddRange(Names(step));
                waiting = step.Rest;
            }

            if (random.Next(15) == 0)
            {
                // What a killed process would do again is what it did.
                await using var another = references.Follow(committed.References);
                var again = await new JudgingOrder(another, committed.Next, committed.JudgedTo, MostBytes)
                    .WholeAsync([.. all.Where(batch => batch.NextOffset > committed.Next && batch.NextOffset <= order.Next)], reader.Taken, CancellationToken.None);
                Assert.Equal(uncommitted, Names(again));
                seen.AddRange(uncommitted);
                uncommitted = [];
                committed = (order.Next, order.JudgedTo, reader.Taken);
            }
        }

        seen.AddRange(uncommitted);
        seen.AddRange(Names(await NextAsync(order, reader, waiting, areAll: true)));
        await using var fresh = references.Follow();
        var replay = await NextAsync(new JudgingOrder(fresh, 0, DateTimeOffset.MinValue, MostBytes), fresh, all, areAll: true);

        Assert.Equal(Names(replay), seen);
    }

    private static async Task<Step> NextAsync(JudgingOrder order, ReferenceReader reader, List<LogBatch> messages, bool areAll)
    {
        await reader.ReadToEndAsync(CancellationToken.None);
        var step = await order.NextAsync(messages, reader.Read, _ => ValueTask.FromResult(areAll), CancellationToken.None);
        reader.Take(step.UpTo);
        return step;
    }

    private static LogBatch Message(int offset, int second) =>
        new(Messages, "log", [new LogRecord(offset, DateTimeOffset.UnixEpoch.AddSeconds(second), default, default, [])], offset + 1);

    private static List<string> Names(Step step) =>
    [
        .. step.Parts.SelectMany(part => part.Messages is { } messages
            ? messages.Records.Select(record => $"m{record.Offset}")
            : [$"r{part.Reference.Record.AppendedAt.ToUnixTimeSeconds()}"]),
    ];

    /// <summary>A broadcast topic of two partitions, and a feed that follows it.</summary>
    private sealed class ReferenceLog : IAsyncDisposable
    {
        private const string Topic = "cityops.references.v1";

        private readonly TestFolder _folder = new();
        private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
        private readonly CancellationTokenSource _stop = new();
        private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        private readonly EmbeddedEventLog _log;
        private readonly ReferenceFeed _feed;
        private Task _run = Task.CompletedTask;

        private ReferenceLog()
        {
            _log = new EmbeddedEventLog(_folder.Path, new EventLogOptions(), _time, _services.GetRequiredService<IMeterFactory>(), NullLogger<EmbeddedEventLog>.Instance);
            _feed = new ReferenceFeed(_log, new Dictionary<string, string> { [Topic] = "references" }, new StreamingOptions().MaxHeldReferenceBytes, NullLogger.Instance);
        }

        public static async Task<ReferenceLog> StartAsync()
        {
            var log = new ReferenceLog();
            await log._log.EnsureTopicAsync(Topic, 2, CancellationToken.None);
            log._run = log._feed.RunAsync(log._stop.Token);
            await log._feed.CaughtUpAsync(CancellationToken.None);
            return log;
        }

        public ReferenceReader Follow(ReferenceOffsets? taken = null) => _feed.Follow(taken ?? ReferenceOffsets.None);

        public async Task AppendAsync(params (int Second, int Partition)[] references)
        {
            foreach (var (second, partition) in references)
            {
                _time.SetUtcNow(DateTimeOffset.UnixEpoch.AddSeconds(second));
                await _log.AppendAsync(Topic, [new LogAppend(partition, default, new byte[1], [])], CancellationToken.None);
            }
        }

        public async Task AppendLargeAsync(int count, int bytes)
        {
            for (var second = 2; second < count + 2; second++)
            {
                _time.SetUtcNow(DateTimeOffset.UnixEpoch.AddSeconds(second));
                await _log.AppendAsync(Topic, [new LogAppend(second % 2, default, new byte[bytes], [])], CancellationToken.None);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _run.ContinueWith(static _ => { }, TaskScheduler.Default);
            _feed.Dispose();
            await _log.DisposeAsync();
            await _services.DisposeAsync();
            _stop.Dispose();
            _folder.Dispose();
        }
    }
}
