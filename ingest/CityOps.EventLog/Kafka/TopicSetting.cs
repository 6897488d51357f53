using System.Globalization;

namespace CityOps.EventLog.Kafka;

/// <summary>What a topic of ours has to be set to, whoever makes it.</summary>
/// <param name="Value">What we set. A size may be larger.</param>
/// <param name="Stake">What goes wrong otherwise.</param>
internal sealed record TopicSetting(string Name, string Value, string Stake)
{
    /// <summary>Kafka's name of the setting that is a least size in bytes.</summary>
    private const string LargestMessage = "max.message.bytes";

    /// <summary>All of them, in the order of operations.md.</summary>
    public static IReadOnlyList<TopicSetting> Of(EventLogOptions options) =>
    [
        new("cleanup.policy", "delete", "compaction drops messages that were never landed, and leaves holes that a replay reads as lost rows"),
        new("retention.ms", "-1", "the brokers delete messages by age, landed or not: CityOps itself deletes what every checkpoint has passed"),
        new("retention.bytes", "-1", "the brokers delete messages by size, landed or not: CityOps itself deletes what every checkpoint has passed"),
        new("message.timestamp.type", "LogAppendTime", "the senders' clocks say when a message came: stream processors judge by that order, and retention and lag reckon with it"),
        new(LargestMessage, (options.MaxMessageBytes + KafkaSettings.EnvelopeBytes).ToString(CultureInfo.InvariantCulture), "messages that CityOps:EventLog:MaxMessageBytes allows are refused by the brokers"),
    ];

    /// <summary>Whether a topic that has <paramref name="found"/> for this setting is as it has to be.</summary>
    public bool IsMetBy(string found) => string.Equals(Name, LargestMessage, StringComparison.Ordinal) && long.TryParse(found, CultureInfo.InvariantCulture, out var bytes)
        ? bytes >= long.Parse(Value, CultureInfo.InvariantCulture)
        : string.Equals(found, Value, StringComparison.OrdinalIgnoreCase);
}
