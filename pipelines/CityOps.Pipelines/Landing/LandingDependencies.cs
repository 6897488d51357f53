using CityOps.EventLog;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.DeadLetters;
using CityOps.Pipelines.Partitions;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Landing;

/// <summary>What every partition's lander shares.</summary>
internal sealed record LandingDependencies(
    ICheckpointStore Checkpoints,
    IWarehouse Warehouse,
    DeadLetterWriter DeadLetters,
    LandingRetry Retry,
    LandingMetrics Metrics,
    ICrashPoints CrashPoints,
    BatchLimits BatchLimits)
{
    /// <summary>See <see cref="LandingOptions.MaxRefusedInARow"/>.</summary>
    public int MaxRefusedInARow { get; init; } = new LandingOptions().MaxRefusedInARow;

    /// <summary>Held while a partition derives from a batch: see <see cref="LandingOptions.MaxDerivingPartitions"/>.</summary>
    public SemaphoreSlim Deriving { get; init; } = new(new LandingOptions().MaxDerivingPartitions);
}
