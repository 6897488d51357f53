using System.Diagnostics.Metrics;
using CityOps.EventLog;
using CityOps.EventLog.Embedded;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Watch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Pipelines.Tests.Watch;

/// <summary>What is shown of consumers whose log answers, fails, or does not answer.</summary>
public sealed class ConsumerWatchTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TopicPartition Partition = new("cityops.some.v1", 0);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly TestFolder _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ScriptedProgress _progress = new();
    private EmbeddedEventLog? _log;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_log_does_not_answer_the_last_look_is_shown_at_once_and_with_its_age()
    {
        using var watch = Watch();
        _progress.Next = Task.FromResult(4L);
        Assert.True((await watch.LookAsync(TimeSpan.FromMinutes(1), Cancel)).At == Start);
        _time.Advance(TimeSpan.FromMinutes(5));

        var away = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _progress.Next = away.Task;
        var meanwhile = await watch.LookAsync(TimeSpan.Zero, Cancel);
        away.SetResult(9);
        var after = await watch.LookAsync(TimeSpan.FromMinutes(1), Cancel);

        Assert.Equal((Start, 4), (meanwhile.At, meanwhile.Positions.Single().EndOffset));
        Assert.Equal((Start.AddMinutes(5), 9), (after.At, after.Positions.Single().EndOffset));
    }

    [Fact]
    public async Task A_look_that_fails_leaves_the_figures_and_says_why_and_since_when()
    {
        using var watch = Watch();
        _progress.Next = Task.FromResult(0L);
        Assert.True((await watch.LookAsync(TimeSpan.FromMinutes(1), Cancel)).IsSettled);

        _time.Advance(TimeSpan.FromMinutes(1));
        _progress.Next = Task.FromException<long>(new EventLogException("Kafka (k1:9092) did not describe topic 'a'."));
        await watch.LookAsync(TimeSpan.FromMinutes(1), Cancel);
        _time.Advance(TimeSpan.FromMinutes(1));
        var sample = await watch.LookAsync(TimeSpan.FromMinutes(1), Cancel);

        Assert.Equal([new Outage("the consumers' positions", "Kafka (k1:9092) did not describe topic 'a'.", Start.AddMinutes(1))], sample.Outages);
        Assert.Equal((Start, 1, false), (sample.At, sample.Positions.Count, sample.IsSettled));
    }

    [Fact]
    public async Task A_full_disk_of_the_log_is_an_outage_though_nobody_appends()
    {
        using var watch = Watch(minFreeDiskMb: 1_048_576);
        _progress.Next = Task.FromResult(0L);

        var outage = Assert.Single((await watch.LookAsync(TimeSpan.FromMinutes(1), Cancel)).Outages);

        Assert.StartsWith("the disk of the event log", outage.What, StringComparison.Ordinal);
        Assert.Contains("CityOps:EventLog:MinFreeDiskMb (1048576)", outage.Reason, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await (_log?.DisposeAsync() ?? default);
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private ConsumerWatch Watch(int minFreeDiskMb = 0)
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _log = new EmbeddedEventLog(_folder.Path, new EventLogOptions { MinFreeDiskMb = minFreeDiskMb }, _time, meters, NullLogger<EmbeddedEventLog>.Instance);
        return new ConsumerWatch(_log, [_progress], meters, Options.Create(new WatchOptions()), _time, NullLogger<ConsumerWatch>.Instance);
    }

    private sealed class ScriptedProgress : IConsumerProgress
    {
        public Task<long> Next { get; set; } = Task.FromResult(0L);

        public IReadOnlyDictionary<string, long> BufferedBytes { get; } = new Dictionary<string, long>();

        public async ValueTask<IReadOnlyList<ConsumerPosition>> PositionsAsync(CancellationToken cancellationToken) =>
            [ConsumerPosition.Of("some", Partition, 0, new LogOffsets(0, await Next), own: null)];
    }
}
