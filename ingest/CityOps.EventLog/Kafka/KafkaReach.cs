using System.Text.Json;

namespace CityOps.EventLog.Kafka;

/// <summary>Tells from librdkafka's statistics whether any broker answers: while all are away, reading fails with no error.</summary>
internal static class KafkaReach
{
    /// <param name="statistics">librdkafka's JSON, see its STATISTICS.md.</param>
    public static bool AnyBroker(string statistics)
    {
        using var document = JsonDocument.Parse(statistics);
        return document.RootElement.TryGetProperty("brokers", out var brokers)
            && brokers.EnumerateObject().Any(broker => broker.Value.TryGetProperty("state", out var state) && state.GetString() is "UP" or "UPDATE");
    }
}
