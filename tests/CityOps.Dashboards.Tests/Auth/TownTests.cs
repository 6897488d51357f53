using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Indicators.Facts;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.Auth;

/// <summary>A desk of one town sees and decides what is there, in lists, counts and what is made of them.</summary>
public sealed class TownTests
{
    private const string Here = "塘桥";
    private const string There = "花木";

    [Fact]
    public async Task Figures_their_cases_and_briefs_are_of_its_town_alone()
    {
        await using var district = await District.OpenAsync();
        using var leader = await district.DeskAsync(Roles.Leader);
        await district.VisitAsync(district.Own);
        await district.VisitAsync(district.Other);

        var cases = await leader.GetFromJsonAsync<JsonElement>("/api/v1/indicators/model_precision/cases");
        Assert.Equal([district.Own], cases.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("case_id").GetString()));
        Assert.Equal(0, (await leader.GetFromJsonAsync<JsonElement>($"/api/v1/indicators/model_precision/cases?town={There}")).GetProperty("total").GetInt32());
        var figures = (await leader.GetFromJsonAsync<JsonElement>("/api/v1/indicators?names=model_precision")).GetProperty("rows")[0];
        Assert.Equal(1, figures.GetProperty("indicators").GetProperty("model_precision").GetProperty("denominator").GetInt32());

        var today = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var brief = await leader.GetFromJsonAsync<JsonElement>($"/api/v1/briefs/day?date={today}");
        Assert.DoesNotContain(There, brief.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(district.Other, brief.GetRawText(), StringComparison.Ordinal);
        Assert.Equal((1, 1), (brief.GetProperty("flow").GetProperty("cases").GetInt32(), brief.GetProperty("flow").GetProperty("visits").GetInt32()));
    }

    [Fact]
    public async Task Errors_of_a_scenario_name_its_cases_alone()
    {
        await using var district = await District.OpenAsync();
        using var leader = await district.DeskAsync(Roles.Leader);
        await district.VisitAsync(district.Own);
        await district.VisitAsync(district.Other);

        var errors = await leader.GetFromJsonAsync<JsonElement>("/api/v1/models/group-rental/errors");

        Assert.Equal(1, errors.GetProperty("precision").GetProperty("visited").GetInt32());
        Assert.DoesNotContain(district.Other, errors.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handover_tells_of_its_town_and_one_of_the_district_stays_with_the_district()
    {
        await using var district = await District.OpenAsync();
        using var analyst = await district.DeskAsync(Roles.Analyst);
        using var all = district.Server.Client(Roles.Analyst);
        var whole = await HandoverAsync(all);

        var draft = await analyst.GetFromJsonAsync<JsonElement>("/api/v1/shifts/handover/draft");
        Assert.Equal(1, draft.GetProperty("unfinished").EnumerateArray().Sum(c => c.GetProperty("cases").GetInt32()));
        Assert.Equal(1, draft.GetProperty("since_last").GetProperty("opened").GetInt32());
        Assert.Empty((await analyst.GetFromJsonAsync<JsonElement>("/api/v1/shifts/handover")).EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await analyst.GetAsync($"/api/v1/shifts/handover/{whole}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await analyst.PostAsJsonAsync($"/api/v1/shifts/handover/{whole}/signature", new { side = "outgoing" })).StatusCode);
        var own = await HandoverAsync(analyst);
        Assert.NotEqual(whole, own);
        Assert.Equal(own, await HandoverAsync(analyst));
        Assert.Equal(whole, await HandoverAsync(all));
    }

    [Fact]
    public async Task A_campaign_s_list_takes_and_shows_its_cases_alone()
    {
        await using var district = await District.OpenAsync();
        using var leader = await district.DeskAsync(Roles.Leader);
        using var all = district.Server.Client(Roles.Leader);
        var (first, second) = (await CampaignAsync(all), await CampaignAsync(all));

        Assert.Equal(HttpStatusCode.BadRequest, (await leader.PostAsJsonAsync($"/api/v1/campaigns/{first}/freeze", new { case_ids = new[] { district.Own, district.Other } })).StatusCode);
        (await leader.PostAsJsonAsync($"/api/v1/campaigns/{first}/freeze", new { })).EnsureSuccessStatusCode();
        (await all.PostAsJsonAsync($"/api/v1/campaigns/{second}/freeze", new { case_ids = new[] { district.Own, district.Other } })).EnsureSuccessStatusCode();

        foreach (var id in new[] { first, second })
        {
            var sheet = await leader.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}/results");
            Assert.Equal([district.Own], sheet.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("case_id").GetString()));
            Assert.Equal(1, sheet.GetProperty("totals").GetProperty("targets").GetInt32());
            Assert.Equal(1, (await leader.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}")).GetProperty("targets").GetInt32());
        }
    }

    [Fact]
    public async Task An_auditor_of_a_town_reads_what_was_done_there()
    {
        await using var district = await District.OpenAsync();
        using var auditor = await district.DeskAsync(Roles.Auditor);
        await district.VisitAsync(district.Own);
        await district.VisitAsync(district.Other);
        await district.Server.App.Services.GetRequiredService<Dashboards.Audit.DecisionAudit>().CatchUpAsync(CancellationToken.None);

        var page = await auditor.GetFromJsonAsync<JsonElement>("/api/v1/audit");
        Assert.All(page.GetProperty("entries").EnumerateArray(), e => Assert.StartsWith(district.Own, e.GetProperty("subject").GetString(), StringComparison.Ordinal));
        Assert.True(page.GetProperty("entries").GetArrayLength() > 2);
        var first = await auditor.GetFromJsonAsync<JsonElement>("/api/v1/audit?limit=1");
        var next = await auditor.GetFromJsonAsync<JsonElement>($"/api/v1/audit?limit=1&before={first.GetProperty("next").GetInt64()}");
        Assert.Equal(page.GetProperty("entries")[1].GetProperty("sequence").GetInt64(), next.GetProperty("entries")[0].GetProperty("sequence").GetInt64());
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.GetAsync($"/api/v1/audit?case={district.Other}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync($"/api/v1/audit?case={district.Own}")).StatusCode);
    }

    [Fact]
    public async Task A_bulk_request_of_another_town_is_not_its_to_decide_or_to_see()
    {
        await using var district = await District.OpenAsync();
        using var reviewer = await district.DeskAsync(Roles.Reviewer);
        using var wang = district.Server.Named("wang", Roles.Inspector);
        var bulk = await AskAsync(await district.DispatchAsync(district.Other));
        var own = await AskAsync(await district.DispatchAsync(district.Own));
        var decision = new { decision = "allow", reason = "as planned" };

        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.PostAsJsonAsync($"/api/v1/reveals/bulk/{bulk}/decision", decision)).StatusCode);
        Assert.Equal([own], (await reviewer.GetFromJsonAsync<JsonElement>("/api/v1/reveals/waiting")).EnumerateArray().Select(b => b.GetProperty("bulk_id").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await reviewer.PostAsJsonAsync($"/api/v1/reveals/bulk/{own}/decision", decision)).StatusCode);

        async Task<string?> AskAsync(string? order)
        {
            var asked = await wang.PostAsJsonAsync("/api/v1/reveals/bulk", new { work_orders = new[] { order }, reason = "tomorrow's round" });
            Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync());
            return (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("bulk_id").GetString();
        }
    }

    private static async Task<string?> HandoverAsync(HttpClient client)
    {
        var made = await client.PostAsJsonAsync("/api/v1/shifts/handover", new { });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("handover_id").GetString();
    }

    private static async Task<string?> CampaignAsync(HttpClient leader)
    {
        var (name, start) = ("a campaign", DateTimeOffset.UtcNow);
        var made = await leader.PostAsJsonAsync("/api/v1/campaigns", new { name, scenario = "group-rental", purpose = name, starts_at = start, ends_at = start.AddDays(7), teams = new[] { "grid_07" } });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("campaign_id").GetString();
    }

    /// <summary>Two households' cases, each in a town of its own.</summary>
    private sealed class District(Server server, string own, string other) : IAsyncDisposable
    {
        public Server Server => server;

        public string Own => own;

        public string Other => other;

        public static async Task<District> OpenAsync()
        {
            var server = await Server.StartAsync();
            var cases = await server.SuspectAsync(Some.Suspicion("1", evidence: $$"""{"town":"{{Here}}"}"""), Some.Suspicion("2", evidence: $$"""{"town":"{{There}}"}"""));
            await server.App.Services.GetRequiredService<FactsFollower>().CatchUpAsync(default);
            return new District(server, cases.Single(c => c.Subject is "1").CaseId, cases.Single(c => c.Subject is "2").CaseId);
        }

        public Task<HttpClient> DeskAsync(string role) => SignedIn.AsAsync(server, "desk", [role], town: Here);

        public async Task<string?> DispatchAsync(string id)
        {
            using var reviewer = server.Client(Roles.Reviewer);
            (await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/review", new { decision = "confirm", reason_code = "over_occupancy" })).EnsureSuccessStatusCode();
            var sent = await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/work-orders", new { inspector = "wang" });
            Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
            return (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("work_order_id").GetString();
        }

        public async Task VisitAsync(string id)
        {
            using var inspector = server.Named("wang", Roles.Inspector);
            var reported = await inspector.PostAsJsonAsync($"/api/v1/work-orders/{await DispatchAsync(id)}/outcome", new { outcome = "confirmed", people_found = 9, rooms_used = 3 });
            Assert.True(reported.IsSuccessStatusCode, await reported.Content.ReadAsStringAsync());
            await server.App.Services.GetRequiredService<FactsFollower>().CatchUpAsync(default);
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
