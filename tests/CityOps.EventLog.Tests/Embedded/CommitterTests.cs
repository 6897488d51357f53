using CityOps.EventLog.Embedded;

namespace CityOps.EventLog.Tests.Embedded;

public sealed class CommitterTests
{
    private const string Topic = "cityops.committer.v1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LogCrashPoint.AppendBeforeSync)]
    [InlineData(LogCrashPoint.AppendAfterSync)]
    public async Task An_error_that_nobody_foresaw_fails_its_append_and_not_those_after_it(string point)
    {
        using var folder = new TestFolder();
        await using var log = folder.Open(crashPoints: new FailsOnceAt(point));
        await log.EnsureTopicAsync(Topic, 1, Cancel);

        var error = await Assert.ThrowsAsync<EventLogException>(() => AppendAsync(log, "a"));
        Assert.Contains("a bug", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(await AppendAsync(log, "b")));
        Assert.Equal(1, Assert.Single(await AppendAsync(log, "c")));
    }

    private static Task<long[]> AppendAsync(EmbeddedEventLog log, string value) => log.AppendAsync(Topic, [Some.Record(value)], Cancel).AsTask().WaitAsync(Patience, Cancel);

    private sealed class FailsOnceAt(string point) : ICrashPoints
    {
        private int _reached;

        public void Reach(string reached)
        {
            if (string.Equals(reached, point, StringComparison.Ordinal) && Interlocked.Increment(ref _reached) == 1)
            {
                throw new InvalidOperationException("a bug");
            }
        }
    }
}
