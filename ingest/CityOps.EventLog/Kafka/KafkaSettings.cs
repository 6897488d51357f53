using System.Globalization;
using Confluent.Kafka;

namespace CityOps.EventLog.Kafka;

/// <summary>The librdkafka settings of our clients. What <see cref="KafkaLogOptions.Settings"/> says wins, but for what correctness rests on.</summary>
internal static class KafkaSettings
{
    /// <summary>Room for headers and framing beside the message that we let through.</summary>
    public const int EnvelopeBytes = 64 * 1024;

    private const int StatisticsMs = 2_000;

    /// <summary>How operators know the cluster; the settings may hold passwords, the bootstrap servers do not.</summary>
    public static string NameOf(EventLogOptions options) => $"Kafka ({options.Kafka.BootstrapServers})";

    public static AdminClientConfig Admin(EventLogOptions options)
    {
        var config = new AdminClientConfig(Common(options));

        // As for consumers: a process that starts while the cluster is away has none yet.
        Default(config, "statistics.interval.ms", StatisticsMs);
        return config;
    }

    public static ProducerConfig Producer(EventLogOptions options)
    {
        var config = new ProducerConfig(Common(options))
        {
            // Fixed: an append that returned is on all in-sync replicas, once and in order.
            EnableIdempotence = true,
            Acks = Acks.All,
            EnableDeliveryReports = true,
        };
        Default(config, "linger.ms", 2);
        Default(config, "message.timeout.ms", options.Kafka.RequestTimeoutMs);
        Default(config, "message.max.bytes", options.MaxMessageBytes + EnvelopeBytes);
        Default(config, "queue.buffering.max.kbytes", 256 * 1024);
        return config;
    }

    public static ConsumerConfig Consumer(EventLogOptions options, string group)
    {
        var config = new ConsumerConfig(Common(options))
        {
            GroupId = group,

            // Fixed: checkpoints own the progress; nothing is committed behind their back. A position outside of the log is an error.
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Error,
            AllowAutoCreateTopics = false,
            EnablePartitionEof = true,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.Range,
        };
        Default(config, "fetch.wait.max.ms", 10);
        Default(config, "fetch.error.backoff.ms", 100);
        Default(config, "topic.metadata.refresh.interval.ms", 5_000);
        Default(config, "queued.max.messages.kbytes", 64 * 1024);

        // Tells a cluster that is away from one that is quiet.
        Default(config, "statistics.interval.ms", StatisticsMs);
        return config;
    }

    private static Dictionary<string, string> Common(EventLogOptions options) =>
        new(options.Kafka.Settings, StringComparer.Ordinal) { ["bootstrap.servers"] = options.Kafka.BootstrapServers };

    private static void Default(ClientConfig config, string name, int value)
    {
        if (!config.Any(setting => string.Equals(setting.Key, name, StringComparison.Ordinal)))
        {
            config.Set(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }
}
