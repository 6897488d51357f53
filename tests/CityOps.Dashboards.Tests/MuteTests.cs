using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.EventLog;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

public sealed class MuteTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Mutes = "/api/v1/scenarios/muck-truck/mutes";

    [Fact]
    public async Task A_device_is_muted_for_seven_days_listed_and_audited_and_its_mute_lifted_once_repaired()
    {
        await using var server = await Server.StartAsync();
        using var analyst = server.Client(Roles.Analyst);

        var answer = await analyst.PostAsJsonAsync(Mutes, new { device_id = "T-1", signal = "uncovered", reason = "the lid sensor is stuck" });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var muted = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(TimeSpan.FromDays(7), muted.GetProperty("valid_to").GetDateTimeOffset() - muted.GetProperty("valid_from").GetDateTimeOffset());
        Assert.Equal(("lid", true, "ordered"), (TextOf(muted, "device"), muted.GetProperty("is_active").GetBoolean(), TextOf(muted.GetProperty("repair"), "state")));
        Assert.Equal(HttpStatusCode.Conflict, (await analyst.PostAsJsonAsync(Mutes, new { device_id = "T-1", signal = "uncovered", reason = "the lid sensor is stuck" })).StatusCode);
        var listed = Assert.Single((await analyst.GetFromJsonAsync<JsonElement>(Mutes)).GetProperty("mutes").EnumerateArray());
        var id = TextOf(listed, "mute_id");

        var lifted = await (await analyst.DeleteAsync($"{Mutes}/{id}?because=repaired")).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal((false, "repaired", "done"), (lifted.GetProperty("is_active").GetBoolean(), TextOf(lifted, "lifted_because"), TextOf(lifted.GetProperty("repair"), "state")));
        Assert.Empty((await analyst.GetFromJsonAsync<JsonElement>(Mutes)).GetProperty("mutes").EnumerateArray());
        Assert.Single((await analyst.GetFromJsonAsync<JsonElement>(Mutes + "?all=true")).GetProperty("mutes").EnumerateArray());
        var actions = await server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).Select(e => e.Action).ToListAsync();
        Assert.Equal(["device_muted", "device_unmuted"], actions.Where(a => a.StartsWith("device_", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_case_dismissed_as_a_device_fault_mutes_what_its_strongest_evidence_rests_on_as_data()
    {
        await using var server = await Server.StartAsync();
        var cases = await server.SuspectAsync(
            Some.Suspicion("T-1", "muck-truck", 0.6, """{"kind":"dumping"}"""),
            Some.Suspicion("T-1", "muck-truck", 0.4, """{"kind":"unpermitted_at_site"}""") with { SuspicionId = "s-2" },
            Some.Suspicion("T-1", "muck-truck", 0.5, """{"kind":"uncovered"}""") with { SuspicionId = "s-3" },
            Some.Suspicion("T-1", "muck-truck", 0.5, """{"kind":"dust","sensor_id":"PM-7"}""") with { SuspicionId = "s-4" },
            Some.Suspicion("T-3", "muck-truck", 0.6, """{"kind":"dust","sensor_id":"PM-7"}"""),
            Some.Suspicion("T-2", "muck-truck", 0.6, """{"kind":"speeding"}"""));
        using var reviewer = server.Client(Roles.Reviewer);
        await DismissAsync(reviewer, cases.Single(c => c.Subject == "T-2").CaseId, "permitted");
        await DismissAsync(reviewer, cases.Single(c => c.Subject == "T-1").CaseId, "device_fault");
        await DismissAsync(reviewer, cases.Single(c => c.Subject == "T-3").CaseId, "device_fault");

        var rows = await WrittenAsync(server, 3);

        Assert.Equal(3, rows.Count);
        Assert.Contains(rows, row => row.Contains("\"T-1\"", StringComparison.Ordinal) && row.Contains("\"dumping\"", StringComparison.Ordinal) && row.Contains("\"dismissed\"", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("\"T-1\"", StringComparison.Ordinal) && row.Contains("\"unpermitted_at_site\"", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Contains("\"PM-7\"", StringComparison.Ordinal) && row.Contains("\"dust\"", StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.Contains("\"T-2\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"signal":"uncovered","reason":"stuck for days"}""", "'device_id'")]
    [InlineData("""{"device_id":"T-1","signal":"everything","reason":"stuck for days"}""", "'signal'")]
    [InlineData("""{"device_id":"T-1","signal":"device_fault","reason":"stuck for days"}""", "'signal'")]
    [InlineData("""{"device_id":"T-1","signal":"uncovered"}""", "'reason'")]
    [InlineData("""{"device_id":"T-1","signal":"uncovered","reason":"stuck for days","days":31}""", "'days'")]
    public async Task A_mute_that_cannot_be_meant_is_400_and_says_why(string body, string said)
    {
        var answer = await shared.Server.Client(Roles.Analyst).PostAsync(Mutes, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_reviews_cases_may_mute_and_lift_and_leaders_may_look()
    {
        foreach (var role in Roles.All)
        {
            using var client = shared.Server.Client(role);
            var reads = role is Roles.Analyst or Roles.Reviewer or Roles.Leader or Roles.Auditor or Roles.SystemAdmin;
            var changes = role is Roles.Analyst or Roles.Reviewer;
            Assert.Equal((role, reads ? HttpStatusCode.OK : HttpStatusCode.Forbidden), (role, (await client.GetAsync(Mutes)).StatusCode));
            Assert.Equal((role, changes ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden), (role, (await client.DeleteAsync(Mutes + "/none")).StatusCode));
            Assert.Equal((role, changes ? HttpStatusCode.BadRequest : HttpStatusCode.Forbidden), (role, (await client.PostAsJsonAsync(Mutes, new { })).StatusCode));
        }
    }

    private static async Task DismissAsync(HttpClient reviewer, string caseId, string reason) =>
        (await reviewer.PostAsJsonAsync($"/api/v1/cases/{caseId}/review", new { decision = "dismiss", reason_code = reason })).EnsureSuccessStatusCode();

    private static async Task<List<string>> WrittenAsync(Server server, int atLeast)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var log = server.App.Services.GetRequiredService<IEventLog>();
        await log.EnsureTopicAsync("cityops.device-mutes.v1", 1, patience.Token);
        await using var consumer = log.ReadAll(["cityops.device-mutes.v1"], new FromStart(), ConsumerLimits.Default);
        var rows = new List<string>();
        while (rows.Count < atLeast)
        {
            if (await consumer.ReadAsync(TimeSpan.FromSeconds(1), patience.Token) is { } batch)
            {
                rows.AddRange(batch.Records.Select(record => Encoding.UTF8.GetString(record.Value.Span)));
            }
        }

        return rows;
    }

    private static string? TextOf(JsonElement json, string name) => json.GetProperty(name).GetString();

    private sealed class FromStart : IAssignmentListener
    {
        public ValueTask<IReadOnlyDictionary<TopicPartition, long>> AssignedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<TopicPartition, long>>(new Dictionary<TopicPartition, long>());

        public ValueTask RevokedAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;

        public ValueTask LostAsync(IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) => default;
    }
}
