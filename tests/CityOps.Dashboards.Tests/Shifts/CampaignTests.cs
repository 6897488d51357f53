using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Indicators.Facts;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Dashboards.Tests.Shifts;

public sealed class CampaignTests
{
    private readonly FakeTimeProvider _time = new(Some.Noon);

    [Fact]
    public async Task A_list_is_frozen_once_and_the_sheet_tells_what_came_of_it()
    {
        await using var server = await Server.StartAsync(services: s => s.AddSingleton<TimeProvider>(_time));
        var cases = await server.SuspectAsync([.. Enumerable.Range(1, 3).Select(i => Some.Suspicion(subject: $"{i}", score: i / 10.0))]);
        using var leader = server.Client(Roles.Leader);
        var id = (await PostAsync(leader, "campaigns", new
        {
            name = "春季整治",
            scenario = "group-rental",
            purpose = "Complaints rose.",
            starts_at = Some.Noon,
            ends_at = Some.Noon.AddDays(7),
            teams = new[] { "grid_07", "grid_09" },
        })).GetProperty("campaign_id").GetString();
        Assert.Equal(HttpStatusCode.Conflict, (await leader.GetAsync($"/api/v1/campaigns/{id}/results")).StatusCode);

        var frozen = await PostAsync(leader, $"campaigns/{id}/freeze", new { towns = new[] { "塘桥" }, limit = 2 });
        Assert.Equal(2, frozen.GetProperty("targets").GetInt32());
        Assert.Equal(HttpStatusCode.Conflict, (await leader.PostAsJsonAsync($"/api/v1/campaigns/{id}/freeze", new { })).StatusCode);

        await VisitAsync(server, cases.Single(c => c.Subject is "3").CaseId);
        await server.App.Services.GetRequiredService<FactsFollower>().CatchUpAsync(default);
        _time.Advance(TimeSpan.FromMinutes(1));
        var sheet = await leader.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}/results");

        Assert.Equal((2, 1, 1), (Total("targets"), Total("visited"), Total("confirmed")));
        Assert.Equal(["2", "3"], sheet.GetProperty("rows").EnumerateArray().Select(r => cases.Single(c => c.CaseId == r.GetProperty("case_id").GetString()).Subject).Order());
        Assert.Equal("detected", sheet.GetProperty("rows")[0].GetProperty("stage_before").GetString());
        Assert.Equal(1, sheet.GetProperty("during").GetProperty("model_precision").GetProperty("denominator").GetInt32());
        Assert.Equal(JsonValueKind.Null, sheet.GetProperty("after").ValueKind);
        Assert.Equal(3, (await leader.GetStringAsync($"/api/v1/campaigns/{id}/results?format=csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        int Total(string name) => sheet.GetProperty("totals").GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task A_list_with_a_case_that_does_not_exist_is_400_and_nothing_is_frozen()
    {
        await using var server = await Server.StartAsync();
        using var leader = server.Client(Roles.Leader);
        var id = await PlanAsync(leader, "muck-truck", Some.Noon);

        Assert.Equal(HttpStatusCode.BadRequest, (await leader.PostAsJsonAsync($"/api/v1/campaigns/{id}/freeze", new { case_ids = new[] { "CASE-000000000000" } })).StatusCode);
        Assert.Equal(JsonValueKind.Null, (await leader.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}")).GetProperty("frozen_at").ValueKind);
    }

    [Fact]
    public async Task What_a_form_says_beforehand_is_what_freezing_takes_and_trucks_without_a_town_count_in_the_sheet()
    {
        await using var server = await Server.StartAsync(services: s => s.AddSingleton<TimeProvider>(_time));
        await server.SuspectAsync([.. Enumerable.Range(1, 5).Select(i => Some.Suspicion($"T-{i}", "muck-truck", i / 5.0, """{"kind":"route_deviation"}"""))]);
        await server.App.Services.GetRequiredService<FactsFollower>().CatchUpAsync(default);
        _time.Advance(TimeSpan.FromMinutes(1));
        using var leader = server.Client(Roles.Leader);
        var starts = _time.GetUtcNow().AddHours(1);
        var id = await PlanAsync(leader, "muck-truck", starts);

        var all = await leader.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}/candidates?min_score=0.5&limit=2");
        var there = await leader.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}/candidates?min_score=0.5&town=塘桥");
        var frozen = await PostAsync(leader, $"campaigns/{id}/freeze", new { min_score = 0.5, limit = 2 });
        var before = await leader.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}/results");
        _time.Advance(TimeSpan.FromHours(2));
        using var later = server.Client(Roles.Leader);
        var during = await later.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}/results");

        Assert.Equal((3, 2, 0), (all.GetProperty("fitting").GetInt32(), all.GetProperty("taken").GetInt32(), there.GetProperty("taken").GetInt32()));
        Assert.Equal((JsonValueKind.Null, 3), (all.GetProperty("towns")[0].GetProperty("town").ValueKind, all.GetProperty("towns")[0].GetProperty("cases").GetInt32()));
        Assert.Equal(2, frozen.GetProperty("targets").GetInt32());
        Assert.Equal(5, before.GetProperty("new_cases").GetProperty("before").GetInt32());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (before.GetProperty("during").ValueKind, before.GetProperty("new_cases").GetProperty("during").ValueKind));
        Assert.Equal((JsonValueKind.Object, 0), (during.GetProperty("during").ValueKind, during.GetProperty("new_cases").GetProperty("during").GetInt32()));
    }

    [Fact]
    public async Task Planning_freezing_and_taking_the_rows_away_stand_in_the_audit_log()
    {
        await using var server = await Server.StartAsync();
        await server.SuspectAsync(Some.Suspicion());
        using var leader = server.Client(Roles.Leader);

        var id = await PlanAsync(leader, "group-rental", Some.Noon);
        var hash = (await PostAsync(leader, $"campaigns/{id}/freeze", new { })).GetProperty("targets_hash").GetString();
        await leader.GetStringAsync($"/api/v1/campaigns/{id}/results?format=csv");

        var log = await server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).ToListAsync();
        Assert.Equal($"{id} group-rental", Assert.Single(log, e => e.Action is "campaign_planned").Subject);
        var frozen = Assert.Single(log, e => e.Action is "campaign_frozen");
        Assert.Equal((id, $"SHA-256 {hash}, cases: 1"), (frozen.Subject, frozen.Reason));
        Assert.Equal($"campaign {id}.csv", Assert.Single(log, e => e.Action is "exported").Subject);
    }

    [Theory]
    [InlineData("北蔡镇网格队，grid_02", "'teams' is '北蔡镇网格队，grid_02'")]
    [InlineData("grid_99", "'teams' is 'grid_99'. Choose among: grid_01, grid_02.")]
    public async Task A_team_is_one_unit_of_the_standard_elements(string team, string said)
    {
        await using var server = await Server.StartAsync();
        using var admin = server.Client(Roles.SystemAdmin);
        using var leader = server.Client(Roles.Leader);
        await PostAsync(admin, "elements/unit", new { items = new[] { new { code = "grid_01", zh = "塘桥网格队" }, new { code = "grid_02", zh = "北蔡镇网格队" } } });

        var refused = await leader.PostAsJsonAsync("/api/v1/campaigns", Plan("muck-truck", Some.Noon, team));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(said, (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        await PostAsync(leader, "campaigns", Plan("muck-truck", Some.Noon, "grid_02"));
    }

    private static object Plan(string scenario, DateTimeOffset starts, string team) =>
        new { name = "x", scenario, purpose = "Complaints rose.", starts_at = starts, ends_at = starts.AddDays(7), teams = new[] { team } };

    private static async Task<string> PlanAsync(HttpClient leader, string scenario, DateTimeOffset starts) =>
        (await PostAsync(leader, "campaigns", Plan(scenario, starts, "grid_07"))).GetProperty("campaign_id").GetString()!;

    private static async Task VisitAsync(Server server, string caseId)
    {
        using var reviewer = server.Client(Roles.Reviewer);
        using var inspector = server.Client(Roles.Inspector);
        await PostAsync(reviewer, $"cases/{caseId}/review", new { decision = "confirm", reason_code = "over_occupancy" });
        var order = (await PostAsync(reviewer, $"cases/{caseId}/work-orders", new { inspector = "a inspector", unit = "grid_07" })).GetProperty("work_order_id").GetString();
        await PostAsync(inspector, $"work-orders/{order}/outcome", new { outcome = "confirmed" });
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/" + path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
