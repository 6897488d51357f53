using System.Diagnostics.Metrics;
using CityOps.EventLog;
using CityOps.EventLog.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.Tests.Shared.Kafka;

/// <summary>A Kafka event log set up for quick tests.</summary>
internal static class TestKafka
{
    /// <summary>The broker that <c>CITYOPS_TEST_KAFKA</c> names (<c>host:port</c>), or null.</summary>
    public static string? RealBootstrap => Environment.GetEnvironmentVariable("CITYOPS_TEST_KAFKA") is { Length: > 0 } given ? given : null;

    /// <summary>Settings that notice a fault in a fraction of a second.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["topic.metadata.refresh.interval.ms"] = "250",
        ["reconnect.backoff.ms"] = "20",
        ["reconnect.backoff.max.ms"] = "200",
        ["heartbeat.interval.ms"] = "100",
        ["session.timeout.ms"] = "6000",
    };

    public static KafkaEventLog Open(string bootstrap, IReadOnlyDictionary<string, string>? settings = null)
    {
        var options = new EventLogOptions { Kind = EventLogKind.Kafka, Kafka = { BootstrapServers = bootstrap, RequestTimeoutMs = 10_000 } };
        foreach (var (name, value) in Settings.Concat(settings ?? new Dictionary<string, string>(StringComparer.Ordinal)))
        {
            options.Kafka.Settings[name] = value;
        }

        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        return new KafkaEventLog(options, TimeProvider.System, meters, NullLogger<KafkaEventLog>.Instance);
    }
}
