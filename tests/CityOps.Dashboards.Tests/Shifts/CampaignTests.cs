using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Indicators.Facts;
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
        var id = (await PostAsync(leader, "campaigns", new
        {
            name = "x",
            scenario = "muck-truck",
            purpose = "x",
            starts_at = Some.Noon,
            ends_at = Some.Noon.AddDays(7),
            teams = new[] { "grid_07" },
        })).GetProperty("campaign_id").GetString();

        Assert.Equal(HttpStatusCode.BadRequest, (await leader.PostAsJsonAsync($"/api/v1/campaigns/{id}/freeze", new { case_ids = new[] { "CASE-000000000000" } })).StatusCode);
        Assert.Equal(JsonValueKind.Null, (await leader.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}")).GetProperty("frozen_at").ValueKind);
    }

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
