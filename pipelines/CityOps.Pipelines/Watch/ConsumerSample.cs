using CityOps.EventLog.Progress;

namespace CityOps.Pipelines.Watch;

/// <summary>Where the consumers stood when that was last looked up, with what this process knows since.</summary>
/// <param name="At">When the oldest of the figures were looked up, UTC; null where some consumer's never were.</param>
/// <param name="Outages">What everybody waits for, and why figures could not be looked up again since; none while all is well.</param>
public sealed record ConsumerSample(IReadOnlyList<ConsumerPosition> Positions, DateTimeOffset? At, IReadOnlyList<Outage> Outages)
{
    /// <summary>Nothing waits anywhere, as far as known; while something is away that is not known.</summary>
    public bool IsSettled => At is not null && Outages.Count == 0 && Positions.All(position => position.LagMessages == 0);
}
