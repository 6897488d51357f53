using CityOps.EventLog;
using CityOps.EventLog.DeadLetters;
using CityOps.EventLog.Progress;
using CityOps.Pipelines.Checkpoints;
using CityOps.Pipelines.DeadLetters;
using CityOps.Pipelines.Landing;
using CityOps.Pipelines.Landing.Consumption;
using CityOps.Pipelines.Partitions;
using CityOps.Pipelines.Retention;
using CityOps.Pipelines.Streaming;
using CityOps.Pipelines.Suspicions;
using CityOps.Pipelines.Watch;
using CityOps.Warehouse;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.Pipelines;

public static class PipelineServices
{
    /// <summary>
    /// Adds landing, checkpoints, dead letters, stream processors and the publisher of suspicions. Needs the event log, the warehouse
    /// (migrated before the host starts its services), <c>IPayloadSeal</c> and the two catalogs.
    /// </summary>
    public static IServiceCollection AddCityOpsPipelines(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICrashPoints, NoCrashPoints>();
        services.AddOptions<LandingOptions>().Bind(configuration.GetSection(LandingOptions.Section)).ValidateDataAnnotations()
            .Validate(o => o.MaxBatchBytes <= o.MaxBufferedBytes, "CityOps:Landing:MaxBatchBytes must not exceed CityOps:Landing:MaxBufferedBytes.")
            .Validate(o => o.MinRetryDelayMs <= o.MaxRetryDelayMs, "CityOps:Landing:MinRetryDelayMs must not exceed CityOps:Landing:MaxRetryDelayMs.")
            .ValidateOnStart();
        services.TryAddSingleton(_ => CheckpointDatabases.Of(configuration));
        services.TryAddSingleton<ICheckpointStore, SqlCheckpointStore>();
        services.TryAddSingleton<FirstPayloads>();
        services.TryAddSingleton<DeadLetterWriter>();
        services.AddSingleton<IDeadLetterRequeue, LogRequeue>();
        services.TryAddSingleton<IDeadLetterBook, DeadLetterBook>();
        services.AddLanding();
        services.AddStreaming(configuration);
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<LogRetention>();
        services.AddHostedService<RetentionService>();
        services.AddConsumerWatch(configuration);
        return services;
    }

    private static void AddLanding(this IServiceCollection services)
    {
        services.TryAddSingleton<LandingRoutes>();
        services.TryAddSingleton(s => new LandingStatus(s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<LandingStatus>>())
        {
            SlowAfter = SlowAfter(s),
        });
        services.TryAddSingleton<LandingMetrics>();
        services.TryAddSingleton(s => ActivatorUtilities.CreateInstance<LandingRetry>(s, s.GetRequiredService<IOptions<LandingOptions>>().Value));
        services.TryAddSingleton(s => new DwellingDays(s.GetRequiredService<IWarehouse>(), LocalZone.Of(s.GetRequiredService<IConfiguration>()), s.GetRequiredService<DwellingDaysStatus>()));
        services.TryAddSingleton<DwellingDaysStatus>();
        services.AddHostedService<DwellingDaysService>();
        services.TryAddSingleton(s => new LandingDependencies(
            s.GetRequiredService<ICheckpointStore>(),
            s.GetRequiredService<IWarehouse>(),
            s.GetRequiredService<DeadLetterWriter>(),
            s.GetRequiredService<LandingRetry>(),
            s.GetRequiredService<LandingMetrics>(),
            s.GetRequiredService<ICrashPoints>(),
            LimitsOf(s.GetRequiredService<IOptions<LandingOptions>>().Value))
        {
            MaxRefusedInARow = s.GetRequiredService<IOptions<LandingOptions>>().Value.MaxRefusedInARow,
            Deriving = new SemaphoreSlim(s.GetRequiredService<IOptions<LandingOptions>>().Value.MaxDerivingPartitions),
        });
        services.TryAddSingleton<LandingProgress>();
        services.TryAddSingleton<ILandingProgress>(s => s.GetRequiredService<LandingProgress>());
        services.AddSingleton<IConsumerProgress>(s => s.GetRequiredService<LandingProgress>());
        services.AddHostedService<LandingService>();
        services.AddHealthChecks().AddCheck<LandingHealthCheck>(LandingHealthCheck.Name);
    }

    /// <summary>Adds what looks at all consumers there are. <see cref="AddCityOpsPipelines"/> does so; needs the event log.</summary>
    public static void AddConsumerWatch(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<WatchOptions>().Bind(configuration.GetSection(WatchOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ConsumerMetrics>();
        services.TryAddSingleton<ConsumerWatch>();
        services.AddHostedService(s => s.GetRequiredService<ConsumerWatch>());
    }

    private static void AddStreaming(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StreamingOptions>().Bind(configuration.GetSection(StreamingOptions.Section)).ValidateDataAnnotations()
            .Validate(o => o.MaxBatchBytes <= o.MaxBufferedBytes, "CityOps:Streaming:MaxBatchBytes must not exceed CityOps:Streaming:MaxBufferedBytes.")
            .ValidateOnStart();
        services.TryAddSingleton<ISuspicionPublisher, SuspicionPublisher>();
        services.TryAddSingleton(s => new StreamingStatus(s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<StreamingStatus>>())
        {
            SlowAfter = SlowAfter(s),
        });
        services.AddSingleton<IConsumerProgress, StreamingProgress>();
        services.AddHealthChecks().AddCheck<StreamingHealthCheck>(StreamingHealthCheck.Name);
        services.TryAddSingleton(s => DependenciesOf(s, s.GetRequiredService<IOptions<StreamingOptions>>().Value));
        services.AddHostedService<StreamingService>();
    }

    private static StreamingDependencies DependenciesOf(IServiceProvider services, StreamingOptions options) => new(
        services.GetRequiredService<ICheckpointStore>(),
        services.GetRequiredService<IWarehouse>(),
        services.GetRequiredService<ISuspicionPublisher>(),
        services.GetRequiredService<LandingRetry>(),
        services.GetRequiredService<ConsumerMetrics>(),
        services.GetRequiredService<ICrashPoints>(),
        new BatchLimits(options.MaxBatchRows, options.MaxBatchBytes, TimeSpan.FromMilliseconds(options.MaxBatchAgeMs)),
        TimeSpan.FromMilliseconds(options.IdleWaitMs),
        TimeSpan.FromMilliseconds(options.CommitIntervalMs),
        options.MaxWaitingRows,
        options.MaxStepReferenceBytes,
        services.GetRequiredService<TimeProvider>());

    private static TimeSpan SlowAfter(IServiceProvider services) =>
        TimeSpan.FromMilliseconds(services.GetRequiredService<IOptions<LandingOptions>>().Value.SlowStepMs);

    private static BatchLimits LimitsOf(LandingOptions options) =>
        new(options.MaxBatchRows, options.MaxBatchBytes, TimeSpan.FromMilliseconds(options.MaxBatchAgeMs));
}
