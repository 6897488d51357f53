using System.Diagnostics.Metrics;
using CityOps.EventLog.DeadLetters;
using CityOps.EventLog.Embedded;
using CityOps.EventLog.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CityOps.EventLog;

public static class EventLogServices
{
    /// <summary>
    /// Adds the <see cref="IEventLog"/> that <c>CityOps:EventLog:Kind</c> names. The embedded one lies in the folder <c>log</c> of
    /// <c>CityOps:DataFolder</c> and opens when it is first asked for.
    /// </summary>
    public static IServiceCollection AddCityOpsEventLog(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<EventLogOptions>()
            .Bind(configuration.GetSection(EventLogOptions.Section))
            .ValidateDataAnnotations()
            .Validate(
                o => o.Kind != EventLogKind.Kafka || o.Kafka.BootstrapServers.Length > 0,
                "CityOps:EventLog:Kafka:BootstrapServers is needed when CityOps:EventLog:Kind is kafka.")
            .Validate(
                o => o.Kind != EventLogKind.Embedded || !string.IsNullOrEmpty(configuration["CityOps:DataFolder"]),
                "CityOps:DataFolder is needed when CityOps:EventLog:Kind is embedded.")
            .ValidateOnStart();
        services.TryAddSingleton<ICrashPoints, NoCrashPoints>();
        services.TryAddSingleton<DeadLetterLog>();
        services.TryAddSingleton<IEventLog>(provider => Create(provider, configuration));
        return services;
    }

    private static IEventLog Create(IServiceProvider provider, IConfiguration configuration)
    {
        var options = provider.GetRequiredService<IOptions<EventLogOptions>>().Value;
        var time = provider.GetRequiredService<TimeProvider>();
        var meters = provider.GetRequiredService<IMeterFactory>();
        var crashPoints = provider.GetRequiredService<ICrashPoints>();
        var loggers = provider.GetRequiredService<ILoggerFactory>();
        if (options.Kind == EventLogKind.Kafka)
        {
            return new KafkaEventLog(options, time, meters, loggers.CreateLogger<KafkaEventLog>(), crashPoints);
        }

        var folder = Path.Combine(configuration["CityOps:DataFolder"]!, "log");
        return new EmbeddedEventLog(folder, options, time, meters, loggers.CreateLogger<EmbeddedEventLog>(), crashPoints);
    }
}
