using CityOps.EventLog.Progress;
using Microsoft.Extensions.Logging;

namespace CityOps.Pipelines.Watch;

/// <summary>Says in the process's log once that something is away, and once that it is there again, however often it is tried meanwhile. Not thread-safe.</summary>
internal sealed class OutageLog(TimeProvider time, ILogger logger)
{
    private IReadOnlyList<Outage> _said = [];

    /// <param name="now">All that is away now.</param>
    public void Note(IReadOnlyList<Outage> now)
    {
        foreach (var begun in now.Where(outage => !_said.Any(said => IsSame(said, outage))))
        {
            logger.LogWarning("Outage of {What} since {Since:u}: {Reason}", begun.What, begun.Since.UtcDateTime, begun.Reason);
        }

        foreach (var ended in _said.Where(said => !now.Any(outage => IsSame(said, outage))))
        {
            logger.LogWarning("Outage of {What} is over, after {Seconds} s", ended.What, (long)(time.GetUtcNow() - ended.Since).TotalSeconds);
        }

        _said = now;
    }

    private static bool IsSame(Outage one, Outage other) => string.Equals(one.What, other.What, StringComparison.Ordinal);
}
