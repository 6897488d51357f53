using System.Text.Json;
using CityOps.EventLog.Progress;

namespace CityOps.EventLog.Kafka;

/// <summary>
/// Whether the clients of one cluster (consumers, and the admin client, which the process asks with from its start) reach any broker, by librdkafka's statistics: while all brokers are away, reading fails with no error.
/// The cluster is away from when one of them says so twice running (a client that has just been made has no connection yet), and there again once none does.
/// </summary>
internal sealed class KafkaReach(string name, TimeProvider time)
{
    private const int UnreachedReports = 2;

    // A client reports only while somebody reads with it: what it said before it was left alone is no news.
    private static readonly TimeSpan ReportLifetime = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<object, (int Reports, DateTimeOffset Since, DateTimeOffset Last)> _unreached = new(ReferenceEqualityComparer.Instance);

    /// <summary>Since when no broker answers, or null while one does.</summary>
    public Outage? Outage
    {
        get
        {
            lock (_lock)
            {
                var away = _unreached.Values.Where(client => client.Reports >= UnreachedReports && time.GetUtcNow() - client.Last < ReportLifetime).Select(client => client.Since).ToList();
                return away.Count == 0 ? null : new Outage(name, "No broker answers: nothing is read or appended until one does.", away.Min());
            }
        }
    }

    /// <param name="statistics">librdkafka's JSON, see its STATISTICS.md.</param>
    public static bool AnyBroker(string statistics)
    {
        using var document = JsonDocument.Parse(statistics);
        return document.RootElement.TryGetProperty("brokers", out var brokers)
            && brokers.EnumerateObject().Any(broker => broker.Value.TryGetProperty("state", out var state) && state.GetString() is "UP" or "UPDATE");
    }

    /// <summary>What a client's statistics say.</summary>
    public void Said(object client, bool reached)
    {
        lock (_lock)
        {
            if (reached)
            {
                _unreached.Remove(client);
            }
            else
            {
                var now = time.GetUtcNow();
                var known = _unreached.GetValueOrDefault(client, (Reports: 0, Since: now, Last: now));
                _unreached[client] = (known.Reports + 1, known.Since, now);
            }
        }
    }

    /// <summary>A client is closed, and says nothing more.</summary>
    public void Left(object client) => Said(client, reached: true);
}
