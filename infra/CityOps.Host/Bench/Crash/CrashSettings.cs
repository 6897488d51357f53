namespace CityOps.Host.Bench.Crash;

/// <summary>What one run is made of.</summary>
/// <param name="Meters">Of each sender of readings.</param>
/// <param name="Pause">Between two uploads of a sender.</param>
/// <param name="Settling">How long a process may wait for its partitions: as long as the group waits for a member that was killed.</param>
/// <param name="MostAhead">How many messages of a partition a sender may be ahead of a group; null where the log keeps all.</param>
/// <param name="Host">Settings of the child.</param>
internal sealed record CrashSettings(int Kills, int Seed, int Meters, int Trucks, TimeSpan Pause, TimeSpan Settling, int? MostAhead, IReadOnlyDictionary<string, string> Host)
{
    // Small batches: more of them, and so more moments to be killed in.
    private static readonly Dictionary<string, string> Common = new(StringComparer.Ordinal)
    {
        ["CityOps:Landing:MaxBatchAgeMs"] = "100",
        ["CityOps:Streaming:MaxBatchAgeMs"] = "100",
        ["CityOps:Landing:MaxRetryDelayMs"] = "1000",
        ["CityOps:Log:Level"] = "Warning",
    };

    public static CrashSettings OfEmbedded(int kills, int seed) => new(kills, seed, Meters: 80, Trucks: 24, TimeSpan.FromMilliseconds(60), TimeSpan.Zero, MostAhead: null, Common);

    /// <summary>Less data, since the mock keeps little; a group that soon gives up on a member that was killed.</summary>
    public static CrashSettings OfKafka(int kills, int seed) => new(kills, seed, Meters: 30, Trucks: 24, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2), MostAhead: 40, new Dictionary<string, string>(Common, StringComparer.Ordinal)
    {
        ["CityOps:EventLog:Kind"] = "kafka",
        ["CityOps:EventLog:Kafka:Settings:session.timeout.ms"] = "2000",
        ["CityOps:EventLog:Kafka:Settings:heartbeat.interval.ms"] = "300",
        ["CityOps:EventLog:Kafka:Settings:topic.metadata.refresh.interval.ms"] = "1000",
    });
}
