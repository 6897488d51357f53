using CityOps.EventLog.Kafka;
using CityOps.Tests.Shared;
using CityOps.Tests.Shared.Kafka;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CityOps.EventLog.Tests.Kafka;

/// <summary>Topics that operators made. Only a real broker tells its settings: what is made of them is tested here on settings as Kafka words them.</summary>
public sealed class TopicCheckTests
{
    private static readonly Dictionary<string, string> Right = new(StringComparer.Ordinal)
    {
        ["cleanup.policy"] = "delete",
        ["retention.ms"] = "-1",
        ["retention.bytes"] = "-1",
        ["message.timestamp.type"] = "LogAppendTime",
        ["max.message.bytes"] = "1114112",
        ["segment.bytes"] = "1073741824",
    };

    [Theory]
    [InlineData("cleanup.policy", "compact", "compaction drops messages")]
    [InlineData("cleanup.policy", "compact,delete", "compaction drops messages")]
    [InlineData("retention.ms", "604800000", "delete messages by age")]
    [InlineData("retention.bytes", "1073741824", "delete messages by size")]
    [InlineData("message.timestamp.type", "CreateTime", "stream processors judge by that order")]
    [InlineData("max.message.bytes", "1048588", "refused by the brokers")]
    public void What_would_lose_messages_is_one_warning_that_says_what_to_set(string setting, string found, string stake)
    {
        var warning = Assert.Single(Warnings(new Dictionary<string, string>(Right, StringComparer.Ordinal) { [setting] = found }));

        Assert.StartsWith($"[Warning] Topic 'a' has {setting}={found}: set it to {Right[setting]}. As it is, ", warning, StringComparison.Ordinal);
        Assert.Contains(stake, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Larger_messages_than_needed_are_fine() =>
        Assert.Empty(Warnings(new Dictionary<string, string>(Right, StringComparer.Ordinal) { ["max.message.bytes"] = "10485760" }));

    [Fact]
    public void What_the_cluster_does_not_tell_is_not_judged() => Assert.Empty(Warnings([]));

    [Fact]
    public async Task A_cluster_that_tells_no_settings_is_no_error()
    {
        using var cluster = new MockCluster();
        cluster.Create("a", 1);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = cluster.Bootstrap }).Build();
        var lines = new LogLines();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(lines));

        await new TopicCheck(admin, new EventLogOptions(), loggers.CreateLogger("test")).CheckAsync("a", TestContext.Current.CancellationToken);

        Assert.Contains("Kafka did not tell how topic 'a' is set", lines.All, StringComparison.Ordinal);
    }

    private static string[] Warnings(Dictionary<string, string> found)
    {
        var lines = new LogLines();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(lines));
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = "localhost:1" }).SetLogHandler((_, _) => { }).Build();
        new TopicCheck(admin, new EventLogOptions(), loggers.CreateLogger("test")).Warn("a", found);
        return lines.All.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
