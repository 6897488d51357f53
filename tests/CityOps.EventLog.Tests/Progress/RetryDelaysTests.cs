using CityOps.EventLog.Progress;

namespace CityOps.EventLog.Tests.Progress;

public sealed class RetryDelaysTests
{
    [Fact]
    public void Pauses_stay_between_the_shortest_and_a_ceiling_that_doubles_up_to_the_longest()
    {
        var delays = new RetryDelays(minMs: 100, maxMs: 10_000, new Random(7));

        for (var attempt = 0; attempt < 40; attempt++)
        {
            var ceiling = Math.Min(10_000, 100 * Math.Pow(2, attempt + 1));
            for (var draw = 0; draw < 50; draw++)
            {
                Assert.InRange(delays.Of(attempt).TotalMilliseconds, 100, ceiling);
            }
        }
    }

    [Fact]
    public void Pauses_are_spread_over_the_whole_span_and_not_around_its_end()
    {
        var delays = new RetryDelays(minMs: 100, maxMs: 10_000, new Random(7));

        var drawn = Enumerable.Range(0, 1_000).Select(_ => delays.Of(20).TotalMilliseconds).ToList();

        Assert.InRange(drawn.Count(ms => ms < 2_600), 200, 300);
        Assert.InRange(drawn.Count(ms => ms > 7_500), 200, 300);
    }
}
