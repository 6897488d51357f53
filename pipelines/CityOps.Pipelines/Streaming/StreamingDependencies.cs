using CityOps.EventLog;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Partitions;
using CityOps.Pipelines.Suspicions;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Streaming;

/// <summary>What the workers of all stream processors share.</summary>
internal sealed record StreamingDependencies(
    ICheckpointStore Checkpoints,
    IWarehouse Warehouse,
    ISuspicionPublisher Suspicions,
    LandingRetry Retry,
    ConsumerMetrics Metrics,
    ICrashPoints CrashPoints,
    BatchLimits BatchLimits,
    TimeSpan IdleWait,
    TimeSpan CommitInterval,
    long MaxWaitingRows,
    long MaxStepReferenceBytes,
    TimeProvider Time);
