using System.ComponentModel.DataAnnotations;

namespace CityOps.EventLog;

/// <summary>Which log a process uses.</summary>
public enum EventLogKind
{
    /// <summary>RocksDB in this process, in the folder <c>log</c> of the data folder.</summary>
    Embedded,

    Kafka,
}

/// <summary>Section <c>CityOps:EventLog</c>.</summary>
public sealed class EventLogOptions
{
    public const string Section = "CityOps:EventLog";

    public EventLogKind Kind { get; set; } = EventLogKind.Embedded;

    /// <summary>How many partitions topics are made with. An existing topic keeps what it has.</summary>
    [Range(1, 1_024)]
    public int Partitions { get; set; } = 4;

    /// <summary>
    /// The largest message (key, value and headers together). Kafka's brokers must take as much. Never below 256 KiB: a single row of the border is at most some 200 KiB
    /// (65,536 characters of WKT and the rest), so that every row fits.
    /// </summary>
    [Range(256 * 1024, 64 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// The embedded log takes nothing while its disk has less than this left, in MiB. What is left lets the store finish what it has begun
    /// (a full memory table of 64 MiB, the next write-ahead log as large); 0 does without.
    /// </summary>
    [Range(0, 1_048_576)]
    public int MinFreeDiskMb { get; set; } = 256;

    public KafkaLogOptions Kafka { get; set; } = new();
}

/// <summary>Section <c>CityOps:EventLog:Kafka</c>.</summary>
public sealed class KafkaLogOptions
{
    /// <summary><c>host:port</c>, several separated by commas.</summary>
    public string BootstrapServers { get; set; } = "";

    /// <summary>Replicas of a topic that we create; -1 leaves it to the cluster.</summary>
    [Range(-1, 32)]
    public int ReplicationFactor { get; set; } = -1;

    /// <summary>How long an administrative request or a delivery may take before it fails.</summary>
    [Range(1_000, 600_000)]
    public int RequestTimeoutMs { get; set; } = 30_000;

    /// <summary>Any librdkafka property, such as <c>security.protocol</c>; it goes to producer, consumer and admin client alike.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);
}
