using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Health;
using CityOps.EventLog;
using CityOps.EventLog.Progress;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Dashboards.Tests;

public sealed class PipelinesTests
{
    [Fact]
    public async Task Every_group_is_shown_with_its_worst_state_and_what_waits()
    {
        await using var server = await Server.StartAsync(services: services => services.AddSingleton<IConsumerProgress>(new Standing(
            Position("landing", 0, end: 20, PartitionState.Running), Position("landing", 1, end: 50, PartitionState.Retrying, "out of memory"))));
        using var client = server.Client(Roles.SystemAdmin);

        var answer = await client.GetFromJsonAsync<JsonElement>("/api/v1/pipelines");

        var landing = answer.GetProperty("groups").EnumerateArray().Single(g => g.GetProperty("group").GetString() == "landing");
        Assert.False(answer.GetProperty("settled").GetBoolean());
        Assert.Equal((50, 500, "retrying"), (landing.GetProperty("lag_messages").GetInt64(), landing.GetProperty("lag_rows").GetInt64(), landing.GetProperty("state").GetString()));
        Assert.Equal(4096, landing.GetProperty("buffered_bytes").GetInt64());
        var partitions = answer.GetProperty("partitions").EnumerateArray().Where(p => p.GetProperty("group").GetString() == "landing").ToList();
        Assert.Equal(("out of memory", 7.5), (partitions[1].GetProperty("reason").GetString(), partitions[1].GetProperty("lag_seconds").GetDouble()));
    }

    [Fact]
    public async Task Casework_is_among_the_consumers()
    {
        await using var server = await Server.StartAsync();
        await server.SuspectAsync(Some.Suspicion());
        using var client = server.Client(Roles.SystemAdmin);

        var answer = await client.GetFromJsonAsync<JsonElement>("/api/v1/pipelines");

        var position = answer.GetProperty("partitions").EnumerateArray().Single(p => p.GetProperty("group").GetString() == "casework");
        Assert.Equal(("cityops.suspicions.v1", 1, 0), (position.GetProperty("topic").GetString(), position.GetProperty("end_offset").GetInt64(), position.GetProperty("lag_rows").GetInt64()));
    }

    [Fact]
    public async Task While_the_log_does_not_tell_what_was_last_known_is_answered_with_why_and_since_when()
    {
        var log = new FailingProgress();
        await using var server = await Server.StartAsync(services: services => services
            .AddSingleton<IConsumerProgress>(new Standing(Position("landing", 0, end: 20, PartitionState.Running))).AddSingleton<IConsumerProgress>(log));
        using var client = server.Client(Roles.SystemAdmin);

        var clock = System.Diagnostics.Stopwatch.StartNew();
        var hanging = await client.GetFromJsonAsync<JsonElement>("/api/v1/pipelines");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        log.Answer.SetException(new EventLogException("Kafka (k1:9092) did not describe topic 'a'."));
        var failed = await client.GetFromJsonAsync<JsonElement>("/api/v1/pipelines");

        Assert.Equal(JsonValueKind.Null, hanging.GetProperty("sampled_at").ValueKind);
        Assert.Contains(hanging.GetProperty("groups").EnumerateArray(), g => g.GetProperty("group").GetString() == "landing");
        var outage = Assert.Single(failed.GetProperty("outages").EnumerateArray());
        Assert.Equal("Kafka (k1:9092) did not describe topic 'a'.", outage.GetProperty("reason").GetString());
        Assert.True(outage.GetProperty("since").GetDateTimeOffset() <= DateTimeOffset.UtcNow);
        Assert.False(failed.GetProperty("settled").GetBoolean());
    }

    [Fact]
    public async Task Health_gives_figures_to_all_and_reasons_to_whoever_runs_the_system()
    {
        await using var server = await Server.StartAsync(services: services => services.AddHealthChecks().AddCheck(
            "landing", () => HealthCheckResult.Degraded("host-7 refuses", data: new Dictionary<string, object> { ["lag_messages"] = 5L })));
        using var nobody = server.Client();
        using var admin = server.Client(Roles.SystemAdmin);

        var word = await nobody.GetStringAsync("/healthz");
        var open = await DetailsAsync(nobody);
        var closed = await DetailsAsync(admin);

        Assert.Equal("Degraded", word);
        Assert.Equal(("degraded", 5), (open.GetProperty("status").GetString(), open.GetProperty("checks").GetProperty("landing").GetProperty("figures").GetProperty("lag_messages").GetInt32()));
        Assert.Equal(JsonValueKind.Null, open.GetProperty("checks").GetProperty("landing").GetProperty("reason").ValueKind);
        Assert.Equal("host-7 refuses", closed.GetProperty("checks").GetProperty("landing").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_check_that_hangs_does_not_keep_the_answer_back()
    {
        var time = new FakeTimeProvider();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time);
        services.AddHealthChecks().AddAsyncCheck("database", () => new TaskCompletionSource<HealthCheckResult>(TaskCreationOptions.RunContinuationsAsynchronously).Task);
        HealthLimits.Add(services);
        await using var provider = services.BuildServiceProvider();

        var asked = provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        while (!asked.IsCompleted)
        {
            time.Advance(HealthLimits.Limit);
            await Task.Yield();
        }

        var report = await asked;
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.StartsWith("No answer within 5 s", report.Entries["database"].Description, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> DetailsAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static ConsumerPosition Position(string group, int partition, long end, PartitionState state, string? reason = null) =>
        new(group, new TopicPartition("cityops.meter-readings.v1", partition), 10, end, (end - 10) * 10, 7.5, 100, 12, 50, 3, state, reason);

    private sealed class FailingProgress : IConsumerProgress
    {
        public TaskCompletionSource<IReadOnlyList<ConsumerPosition>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyDictionary<string, long> BufferedBytes { get; } = new Dictionary<string, long>();

        public async ValueTask<IReadOnlyList<ConsumerPosition>> PositionsAsync(CancellationToken cancellationToken) => await Answer.Task.WaitAsync(cancellationToken);
    }

    private sealed class Standing(params IReadOnlyList<ConsumerPosition> positions) : IConsumerProgress
    {
        public IReadOnlyDictionary<string, long> BufferedBytes { get; } = new Dictionary<string, long> { ["landing"] = 4096 };

        public ValueTask<IReadOnlyList<ConsumerPosition>> PositionsAsync(CancellationToken cancellationToken) => ValueTask.FromResult(positions);
    }
}
