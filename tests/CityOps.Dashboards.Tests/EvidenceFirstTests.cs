using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Tests;

/// <summary>A household's case is decided by whoever opened its evidence, as it is shipped.</summary>
public sealed class EvidenceFirstTests
{
    [Theory]
    [InlineData("confirm", "over_occupancy")]
    [InlineData("dismiss", "evidence_weak")]
    public async Task Who_has_not_opened_a_households_case_cannot_decide_it_and_who_has_can(string decision, string reason)
    {
        await using var server = await StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion())).Single().CaseId;
        using var reviewer = server.Named("li", Roles.Reviewer);
        using var other = server.Named("wang", Roles.Reviewer);
        await other.GetAsync($"/api/v1/cases/{id}");
        await reviewer.GetAsync("/api/v1/cases");

        var refused = await ReviewAsync(reviewer, id, decision, reason);
        var said = await refused.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("not_opened", said.GetProperty("reason").GetString());
        Assert.Contains($"GET /api/v1/cases/{id}", said.GetProperty("detail").GetString(), StringComparison.Ordinal);
        (await reviewer.GetAsync($"/api/v1/cases/{id}")).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.OK, (await ReviewAsync(reviewer, id, decision, reason)).StatusCode);
    }

    [Fact]
    public async Task A_merged_case_s_old_id_asks_for_the_one_that_goes_on()
    {
        await using var server = await StartAsync();
        var cases = await server.SuspectAsync(Some.Suspicion(subject: "1"), Some.Suspicion(subject: "2"));
        var (old, goesOn) = (cases[0].CaseId, cases[1].CaseId);
        using var reviewer = server.Named("li", Roles.Reviewer);
        (await reviewer.PostAsJsonAsync($"/api/v1/cases/{old}/merge", new { into_case_id = goesOn, note = "one flat, two meters" })).EnsureSuccessStatusCode();

        Assert.Equal(HttpStatusCode.Conflict, (await ReviewAsync(reviewer, old, "confirm", "over_occupancy")).StatusCode);
        (await reviewer.GetAsync($"/api/v1/cases/{goesOn}")).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.OK, (await ReviewAsync(reviewer, old, "confirm", "over_occupancy")).StatusCode);
    }

    [Fact]
    public async Task A_work_orders_id_leads_past_nothing_that_is_asked_of_cases()
    {
        await using var server = await StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion())).Single().CaseId;
        using var reviewer = server.Named("li", Roles.Reviewer);
        (await reviewer.GetAsync($"/api/v1/cases/{id}")).EnsureSuccessStatusCode();
        (await ReviewAsync(reviewer, id, "confirm", "over_occupancy")).EnsureSuccessStatusCode();
        var sent = await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/work-orders", new { inspector = "wang" });
        var order = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("work_order_id").GetString();

        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.PostAsJsonAsync($"/api/v1/cases/{order}/suspension", new { reason_code = "waiting", note = "x" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync($"/api/v1/cases/{order}")).StatusCode);
    }

    [Fact]
    public async Task A_trucks_case_may_be_decided_from_the_list()
    {
        await using var server = await StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion(subject: "T-1", scenario: "muck-truck"))).Single().CaseId;
        using var reviewer = server.Named("li", Roles.Reviewer);

        Assert.Equal(HttpStatusCode.OK, (await ReviewAsync(reviewer, id, "dismiss", "evidence_weak")).StatusCode);
    }

    private static Task<HttpResponseMessage> ReviewAsync(HttpClient client, string id, string decision, string reason) =>
        client.PostAsJsonAsync($"/api/v1/cases/{id}/review", new { decision, reason_code = reason });

    private static Task<Server> StartAsync() => Server.StartAsync(
        Directory.CreateTempSubdirectory("cityops-web-").FullName,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["CityOps:Dashboards:EvidenceFirst"] = new DashboardsOptions().Dashboards.EvidenceFirst ? "true" : "false" });
}
