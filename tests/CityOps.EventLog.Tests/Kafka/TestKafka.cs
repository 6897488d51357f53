using System.Diagnostics.Metrics;
using CityOps.EventLog.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityOps.EventLog.Tests.Kafka;

/// <summary>A Kafka event log set up for quick tests.</summary>
internal static class TestKafka
{
    public static KafkaEventLog Open(string bootstrap)
    {
        var options = new EventLogOptions { Kind = EventLogKind.Kafka, Kafka = { BootstrapServers = bootstrap, RequestTimeoutMs = 10_000 } };
        options.Kafka.Settings["topic.metadata.refresh.interval.ms"] = "250";
        options.Kafka.Settings["reconnect.backoff.ms"] = "20";
        options.Kafka.Settings["reconnect.backoff.max.ms"] = "200";
        options.Kafka.Settings["heartbeat.interval.ms"] = "100";
        options.Kafka.Settings["session.timeout.ms"] = "6000";
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        return new KafkaEventLog(options, TimeProvider.System, meters, NullLogger<KafkaEventLog>.Instance);
    }
}
