using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.Auth;

/// <summary>What an account may touch beyond its role: its towns, its unit, and what only a person decides.</summary>
public sealed class ScopeTests
{
    [Fact]
    public async Task A_desk_of_one_town_finds_nothing_of_another()
    {
        await using var server = await Server.StartAsync();
        var cases = await server.SuspectAsync(
            Some.Suspicion("1", evidence: """{"town":"塘桥"}"""), Some.Suspicion("2", evidence: """{"town":"花木"}"""), Some.Suspicion("T-1", "muck-truck", 0.6, """{"kind":"dumping"}"""));
        var (own, other) = (IdOf("1"), IdOf("2"));
        using var analyst = await AccountAsync(server, "an", new[] { Roles.Analyst }, town: "塘桥");
        using var reviewer = await AccountAsync(server, "re", new[] { Roles.Reviewer }, town: "塘桥");
        using var all = server.Client(Roles.Reviewer);
        await all.PostAsJsonAsync($"/api/v1/cases/{other}/review", new { decision = "confirm", reason_code = "over_occupancy" });
        var sent = await (await all.PostAsJsonAsync($"/api/v1/cases/{other}/work-orders", new { inspector = "wang" })).Content.ReadFromJsonAsync<JsonElement>();
        var order = sent.GetProperty("work_order_id").GetString();

        Assert.Equal([own], await IdsAsync(analyst));
        Assert.Equal(3, (await IdsAsync(all)).Count);
        Assert.Equal(1, (await analyst.GetFromJsonAsync<JsonElement>("/api/v1/case-facets")).GetProperty("cases").GetInt32());
        Assert.Empty((await reviewer.GetFromJsonAsync<JsonElement>("/api/v1/work-orders?state=all")).GetProperty("orders").EnumerateArray());
        Assert.Equal(HttpStatusCode.OK, (await analyst.GetAsync($"/api/v1/cases/{own}")).StatusCode);
        foreach (var address in new[] { $"cases/{other}", $"cases/{other}/notices/visit_slip", $"work-orders/{order}/photos" })
        {
            Assert.Equal((address, HttpStatusCode.NotFound), (address, (await reviewer.GetAsync("/api/v1/" + address)).StatusCode));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await analyst.PostAsJsonAsync($"/api/v1/cases/{own}/merge", new { into_case_id = other })).StatusCode);
        Assert.Single(await AuditedAsync(server), e => e.Action is "case_opened" && string.Equals(e.Subject, own, StringComparison.Ordinal) && e.Actor is "an");

        Assert.Equal(HttpStatusCode.NotFound, (await analyst.PostAsJsonAsync($"/api/v1/cases/{other}/triage", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.PostAsJsonAsync($"/api/v1/cases/{other}/verification", new { passed = true })).StatusCode);
        var bulk = await (await reviewer.PostAsJsonAsync("/api/v1/case-reviews", new { case_ids = new[] { IdOf("T-1") }, decision = "dismiss", reason_code = "permitted" })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(404, bulk.GetProperty("items")[0].GetProperty("status").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await reviewer.PostAsJsonAsync($"/api/v1/cases/{own}/review", new { decision = "confirm", reason_code = "over_occupancy" })).StatusCode);

        string IdOf(string subject) => cases.Single(c => c.Subject == subject).CaseId;
    }

    [Fact]
    public async Task The_id_of_a_merged_case_carries_nothing_into_another_town()
    {
        await using var server = await Server.StartAsync();
        var cases = await server.SuspectAsync(
            Some.Suspicion("T-1", "muck-truck", 0.6, """{"kind":"dumping","town":"塘桥"}"""), Some.Suspicion("T-2", "muck-truck", 0.6, """{"kind":"dumping","town":"花木"}"""));
        var (own, other) = (cases.Single(c => c.Subject is "T-1").CaseId, cases.Single(c => c.Subject is "T-2").CaseId);
        using var all = server.Client(Roles.Reviewer);
        var merged = await all.PostAsJsonAsync($"/api/v1/cases/{own}/merge", new { into_case_id = other, note = "the same truck under another plate" });
        Assert.True(merged.IsSuccessStatusCode, await merged.Content.ReadAsStringAsync());
        using var reviewer = await AccountAsync(server, "re", new[] { Roles.Reviewer }, town: "塘桥");

        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.PostAsJsonAsync($"/api/v1/cases/{own}/review", new { decision = "dismiss", reason_code = "permitted" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync($"/api/v1/cases/{own}")).StatusCode);
        var bulk = await (await reviewer.PostAsJsonAsync("/api/v1/case-reviews", new { case_ids = new[] { own }, decision = "dismiss", reason_code = "permitted" })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(404, bulk.GetProperty("items")[0].GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_desk_of_one_town_registers_approves_and_lists_lawful_uses_of_its_own()
    {
        await using var server = await Server.StartAsync();
        await server.SuspectAsync(Some.Suspicion("1", evidence: """{"town":"塘桥"}"""), Some.Suspicion("2", evidence: """{"town":"花木"}"""));
        using var reviewer = await AccountAsync(server, "re", new[] { Roles.Reviewer }, town: "塘桥");
        using var all = server.Client(Roles.Reviewer);
        object Use(string subject) => new { scenario = "group-rental", subject, kind = "family", evidence = new[] { "paper:1" }, expires_at = server.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddYears(1) };
        async Task<string> AskedAsync(string subject)
        {
            var asked = await all.PostAsJsonAsync("/api/v1/lawful-uses", Use(subject));
            Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync());
            return (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        }

        var (own, other) = (await AskedAsync("1"), await AskedAsync("2"));
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.PostAsJsonAsync("/api/v1/lawful-uses", Use("2"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.PostAsJsonAsync($"/api/v1/lawful-uses/{other}/approval", new { })).StatusCode);
        Assert.Equal([own], (await reviewer.GetFromJsonAsync<JsonElement>("/api/v1/lawful-uses")).GetProperty("uses").EnumerateArray().Select(u => u.GetProperty("id").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await reviewer.PostAsJsonAsync($"/api/v1/lawful-uses/{own}/approval", new { })).StatusCode);
    }

    [Fact]
    public async Task An_account_without_a_unit_takes_up_no_order_of_one()
    {
        await using var server = await Server.StartAsync();
        var order = await DispatchAsync(server, new { unit = "unit_a" });
        using var nowhere = await AccountAsync(server, "no", new[] { Roles.Inspector });
        using var elsewhere = await AccountAsync(server, "el", new[] { Roles.Inspector }, unit: "unit_b");
        using var theirs = await AccountAsync(server, "th", new[] { Roles.Inspector }, unit: "unit_a");

        Assert.Equal(HttpStatusCode.Forbidden, (await nowhere.PostAsJsonAsync($"/api/v1/work-orders/{order}/acceptance", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.PostAsJsonAsync($"/api/v1/work-orders/{order}/acceptance", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await theirs.PostAsJsonAsync($"/api/v1/work-orders/{order}/acceptance", new { })).StatusCode);
    }

    [Fact]
    public async Task Who_has_no_certificate_takes_up_no_order_of_their_unit()
    {
        await using var server = await Server.StartAsync();
        using var admin = server.Client(Roles.SystemAdmin);
        var items = new[] { new Dictionary<string, string>(StringComparer.Ordinal) { ["inspector"] = "li", ["scenario"] = "group-rental", ["certificate"] = "沪-1", ["expires_on"] = "2200-01-01", ["enforcement"] = "false" } };
        var put = await admin.PostAsJsonAsync("/api/v1/elements/authority", new { items });
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        var order = await DispatchAsync(server, new { unit = "unit_a" });
        using var wang = await AccountAsync(server, "wang", new[] { Roles.Inspector }, unit: "unit_a");
        using var li = await AccountAsync(server, "li", new[] { Roles.Inspector }, unit: "unit_a");

        var refused = await wang.PostAsJsonAsync($"/api/v1/work-orders/{order}/acceptance", new { });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("certificate", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await li.PostAsJsonAsync($"/api/v1/work-orders/{order}/acceptance", new { })).StatusCode);
        Assert.Contains(await AuditedAsync(server), entry => entry is { Action: "setting_changed", Subject: "elements authority" });
    }

    [Fact]
    public async Task An_order_to_a_unit_that_the_data_does_not_name_is_refused_with_those_it_does()
    {
        await using var server = await Server.StartAsync();
        using var admin = server.Client(Roles.SystemAdmin);
        var put = await admin.PostAsJsonAsync("/api/v1/elements/unit", new { items = new[] { new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = "unit_a", ["zh"] = "一队" } } });
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
        var id = (await server.SuspectAsync(Some.Suspicion())).Single().CaseId;
        using var reviewer = server.Client(Roles.Reviewer);
        (await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/review", new { decision = "confirm", reason_code = "over_occupancy" })).EnsureSuccessStatusCode();

        var refused = await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/work-orders", new { unit = "no_such" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("unit_a", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/work-orders", new { unit = "unit_a" })).StatusCode);
    }

    [Fact]
    public async Task A_program_decides_about_trucks_and_never_about_a_household()
    {
        await using var server = await Server.StartAsync();
        var cases = await server.SuspectAsync(Some.Suspicion(), Some.Suspicion("T-1", "muck-truck", 0.6, """{"kind":"dumping"}"""));
        using var admin = server.Client(Roles.SecurityAdmin);
        var made = await admin.PostAsJsonAsync("/api/v1/tokens", new { name = "robot", roles = new[] { "reviewer" }, scope = new[] { "cases.read", "cases.review", "workorders.create" }, expires_in_days = 1 });
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        using var robot = server.Client();
        robot.DefaultRequestHeaders.Authorization = new("Bearer", (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        var (home, truck) = (cases.Single(c => c.Scenario is "group-rental").CaseId, cases.Single(c => c.Scenario is "muck-truck").CaseId);

        var refused = await robot.PostAsJsonAsync($"/api/v1/cases/{home}/review", new { decision = "confirm", reason_code = "over_occupancy" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("named person", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await robot.GetAsync($"/api/v1/cases/{home}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await robot.PostAsJsonAsync($"/api/v1/cases/{truck}/review", new { decision = "dismiss", reason_code = "permitted" })).StatusCode);
    }

    [Fact]
    public async Task A_session_that_was_signed_out_opens_nothing_with_a_copy_of_its_cookie()
    {
        await using var server = await Server.StartAsync();
        using var analyst = await AccountAsync(server, "an", new[] { Roles.Analyst });
        Assert.Equal(HttpStatusCode.OK, (await analyst.GetAsync("/api/v1/cases")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await analyst.PostAsync("/signout", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await analyst.GetAsync("/api/v1/cases")).StatusCode);
    }

    private static async Task<string?> DispatchAsync(Server server, object to)
    {
        var id = (await server.SuspectAsync(Some.Suspicion())).Single().CaseId;
        using var reviewer = server.Client(Roles.Reviewer);
        (await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/review", new { decision = "confirm", reason_code = "over_occupancy" })).EnsureSuccessStatusCode();
        var sent = await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/work-orders", to);
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
        return (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("work_order_id").GetString();
    }

    private static Task<HttpClient> AccountAsync(Server server, string name, IReadOnlyList<string> roles, string? unit = null, string? town = null) =>
        SignedIn.AsAsync(server, name, roles, unit, town);

    private static async Task<IReadOnlyList<string?>> IdsAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/cases?state=all")).GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("case_id").GetString())];

    private static async Task<IReadOnlyList<AuditEntry>> AuditedAsync(Server server) => await server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).ToListAsync();
}
