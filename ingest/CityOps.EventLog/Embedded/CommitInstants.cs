using Microsoft.Extensions.Logging;

namespace CityOps.EventLog.Embedded;

/// <summary>
/// Gives each commit an instant of its own, each later than the one before, also where the clock was set back a little, in this process or before it: whoever merges topics by their
/// instants sees the order in which the log took them. Where the clock was set back further the instants follow it, since they also say how late an event came.
/// </summary>
/// <param name="lastMs">The latest instant that the log holds, in Unix milliseconds.</param>
internal sealed class CommitInstants(TimeProvider time, long lastMs, ILogger logger)
{
    private const long MostSetBackMs = 60_000;

    // Where commits are quicker than the clock's milliseconds, they wait for it to come near.
    private const long MostAheadMs = 10;

    private long _lastMs = lastMs;

    public long Next()
    {
        var clock = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (_lastMs > clock + MostSetBackMs)
        {
            logger.LogWarning("The clock was set back by {Seconds} s: records from here on are older than those before, and a replay may judge some of that time by other references", (_lastMs - clock) / 1_000);
            _lastMs = clock;
            return clock;
        }

        _lastMs = Math.Max(clock, _lastMs + 1);
        if (_lastMs > clock + MostAheadMs)
        {
            // The committer has a thread of its own, and a real clock goes on meanwhile; by one that stands still nothing waits for ever.
            Thread.Sleep(1);
        }

        return _lastMs;
    }
}
