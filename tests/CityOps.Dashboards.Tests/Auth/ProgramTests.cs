using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.Auth;

/// <summary>What a program's token never does, whatever its roles and its scope say.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task A_program_decides_no_bulk_reveal_and_asks_for_none()
    {
        await using var server = await Server.StartAsync();
        using var decider = await ProgramAsync(server, "decider", Roles.Reviewer, "reveals.approve");
        using var asker = await ProgramAsync(server, "asker", Roles.Inspector, "reveals.make");

        await RefusedAsync(await decider.PostAsJsonAsync("/api/v1/reveals/bulk/any/decision", new { decision = "allow", reason = "as planned" }));
        await RefusedAsync(await asker.PostAsJsonAsync("/api/v1/reveals/bulk", new { work_orders = new[] { "WO-1" }, reason = "a day's round" }));
    }

    [Fact]
    public async Task A_program_approves_and_revokes_the_lawful_use_of_a_truck_and_never_of_a_household()
    {
        await using var server = await Server.StartAsync();
        using var robot = await ProgramAsync(server, "robot", Roles.Reviewer, "lawful_uses.approve");
        using var analyst = server.Client(Roles.Analyst);
        var until = server.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddYears(1);
        var home = await AskedAsync("group-rental", "1", "family");
        var truck = await AskedAsync("muck-truck", "T-1", "emergency_work");

        await RefusedAsync(await robot.PostAsJsonAsync($"/api/v1/lawful-uses/{home}/approval", new { }));
        await RefusedAsync(await robot.PostAsJsonAsync($"/api/v1/lawful-uses/{home}/revocation", new { }));
        Assert.Equal(HttpStatusCode.OK, (await robot.PostAsJsonAsync($"/api/v1/lawful-uses/{truck}/approval", new { })).StatusCode);

        async Task<string?> AskedAsync(string scenario, string subject, string kind)
        {
            var asked = await analyst.PostAsJsonAsync("/api/v1/lawful-uses", new { scenario, subject, kind, evidence = new[] { "paper:1" }, expires_at = until });
            Assert.True(asked.IsSuccessStatusCode, await asked.Content.ReadAsStringAsync());
            return (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        }
    }

    [Fact]
    public async Task A_program_enters_no_objection_of_a_household()
    {
        await using var server = await Server.StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion())).Single().CaseId;
        using var reviewer = server.Client(Roles.Reviewer);
        (await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/review", new { decision = "confirm", reason_code = "over_occupancy" })).EnsureSuccessStatusCode();
        var sent = await (await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/work-orders", new { inspector = "wang" })).Content.ReadFromJsonAsync<JsonElement>();
        var code = server.App.Services.GetRequiredService<WorkOrders.VisitSlips>().CodeOf(sent.GetProperty("work_order_id").GetString()!);
        using var robot = await ProgramAsync(server, "robot", Roles.Analyst, "objections.raise");

        await RefusedAsync(await robot.PostAsJsonAsync("/api/v1/objections", new { code, words = "we are a family" }));
    }

    [Fact]
    public async Task A_token_makes_no_token_and_no_account_and_gives_no_role()
    {
        await using var server = await Server.StartAsync();
        using var person = await SignedIn.AsAsync(server, "wang", [Roles.Inspector]);
        using var robot = await ProgramAsync(server, "robot", Roles.SecurityAdmin, "accounts.manage");

        await RefusedAsync(await robot.PostAsJsonAsync("/api/v1/tokens", new { name = "longer", roles = new[] { "security_admin" }, scope = new[] { "accounts.manage" }, expires_in_days = 366 }));
        await RefusedAsync(await robot.PostAsJsonAsync("/api/v1/accounts", new { name = "back-door", password = "correct horse battery", roles = new[] { "security_admin" } }));
        await RefusedAsync(await robot.PostAsJsonAsync("/api/v1/accounts/wang", new { roles = new[] { "leader" } }));
        Assert.Equal(HttpStatusCode.OK, (await robot.GetAsync("/api/v1/accounts")).StatusCode);
    }

    [Fact]
    public async Task Two_standing_tokens_never_bear_one_name()
    {
        await using var server = await Server.StartAsync();
        using var admin = server.Client(Roles.SecurityAdmin);
        var first = await MakeAsync(admin, "bi", Roles.Leader, "summary.read");
        var second = await MakeAsync(admin, " bi ", Roles.Leader, "summary.read");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (first.StatusCode, second.StatusCode));
        var id = (await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("facts").GetProperty("token_id").GetString();
        (await admin.DeleteAsync($"/api/v1/tokens/{id}")).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.OK, (await MakeAsync(admin, "bi", Roles.Leader, "summary.read")).StatusCode);
    }

    [Theory]
    [InlineData("local")]
    [InlineData("System")]
    [InlineData("demo-inspector")]
    [InlineData("seed-reviewer")]
    [InlineData("token-bi")]
    [InlineData("unnamed")]
    public async Task No_person_bears_a_name_of_the_machine(string name)
    {
        Assert.NotNull(Dashboards.Accounts.MachineNames.WhyNot(name));
        await using var server = await Server.StartAsync();
        using var admin = server.Client(Roles.SecurityAdmin);

        var refused = await admin.PostAsJsonAsync("/api/v1/accounts", new { name = name.ToLowerInvariant(), password = "correct horse battery", roles = new[] { "inspector" } });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("machine", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_may_be_called_what_only_begins_alike() => Assert.Null(Dashboards.Accounts.MachineNames.WhyNot("demos") ?? Dashboards.Accounts.MachineNames.WhyNot("localino"));

    private static async Task RefusedAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.Forbidden, $"{answer.StatusCode} {body}");
        Assert.Contains("named person", body, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> MakeAsync(HttpClient admin, string name, string role, string right) =>
        admin.PostAsJsonAsync("/api/v1/tokens", new { name, roles = new[] { role }, scope = new[] { right }, expires_in_days = 2 });

    private static async Task<HttpClient> ProgramAsync(Server server, string name, string role, string right)
    {
        using var admin = server.Client(Roles.SecurityAdmin);
        var made = await MakeAsync(admin, name, role, right);
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        return client;
    }
}
