using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Identity;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

/// <summary>Who sees an address, when and how often; all over HTTP on a real vault.</summary>
public sealed class RevealTests
{
    private const ulong Dwelling = 1234567890123456789;
    private const string Reason = "on my way there";

    [Fact]
    public async Task The_person_sent_sees_the_address_once_a_reason_is_in_the_audit_log_and_nobody_else_does()
    {
        await using var server = await Server.StartAsync();
        var order = await DispatchedAsync(server, "wang");
        using var wang = server.Named("wang", Roles.Inspector);
        using var other = server.Named("zhao", Roles.Inspector);
        using var reviewer = server.Client(Roles.Reviewer);
        var path = $"/api/v1/work-orders/{order}/reveal";

        Assert.Equal(HttpStatusCode.BadRequest, (await wang.PostAsJsonAsync(path, new { reason = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.PostAsJsonAsync(path, new { reason = Reason })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsJsonAsync(path, new { reason = Reason })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await wang.PostAsJsonAsync("/api/v1/work-orders/WO-0-1/reveal", new { reason = Reason })).StatusCode);
        var answer = await wang.PostAsJsonAsync(path, new { reason = Reason });
        var shown = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal("塘桥路 1 号 101 室", shown.GetProperty("address").GetString());
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("contact").ValueKind);
        Assert.Equal(31.21, shown.GetProperty("lat").GetDouble());
        Assert.True(shown.GetProperty("held").GetBoolean());
        var entries = await VaultEntriesAsync(server);
        Assert.Equal([("a reviewer", "vault_refused"), ("zhao", "vault_refused"), ("wang", "vault_opened")], entries.Select(e => (e.Actor, e.Action)));
        Assert.Equal(order, entries[0].Subject);
        Assert.All(entries.Skip(1), e => Assert.Equal($"{Dwelling}", e.Subject));
        Assert.Contains(Reason, entries[2].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_erased_is_said_to_be_held_no_more()
    {
        await using var server = await Server.StartAsync();
        var order = await DispatchedAsync(server, "wang");
        await server.App.Services.GetRequiredService<IIdentityVault>().EraseAsync(Dwelling, CancellationToken.None);
        using var wang = server.Named("wang", Roles.Inspector);

        var shown = await (await wang.PostAsJsonAsync($"/api/v1/work-orders/{order}/reveal", new { reason = Reason })).Content.ReadFromJsonAsync<JsonElement>();

        Assert.False(shown.GetProperty("held").GetBoolean());
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("address").ValueKind);
    }

    [Fact]
    public async Task A_contact_is_shown_only_for_an_appointment_after_an_attempt_without_entry()
    {
        await using var server = await Server.StartAsync();
        var order = await DispatchedAsync(server, "wang");
        using var wang = server.Named("wang", Roles.Inspector);
        var ask = new { reason = Reason, purpose = "appointment" };

        Assert.Equal(HttpStatusCode.Conflict, (await wang.PostAsJsonAsync($"/api/v1/work-orders/{order}/reveal", ask)).StatusCode);
        await AcceptedAsync(wang, $"work-orders/{order}/outcome", new { outcome = "no_entry" });
        var shown = await (await wang.PostAsJsonAsync($"/api/v1/work-orders/{order}/reveal", ask)).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("13900000000", shown.GetProperty("contact").GetString());
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("lon").ValueKind);
    }

    [Fact]
    public async Task A_reveal_is_shown_again_until_it_expires_and_only_while_the_dispatch_stands()
    {
        var time = Some.Clock();
        await using var server = await Server.StartAsync(services: s => s.AddSingleton<TimeProvider>(time));
        var order = await DispatchedAsync(server, "wang");
        using var wang = server.Named("wang", Roles.Inspector, TimeSpan.FromHours(4));
        using var other = server.Named("zhao", Roles.Inspector, TimeSpan.FromHours(4));
        var id = await RevealAsync(wang, order);
        var again = $"/api/v1/reveals/{id}";

        Assert.Equal(HttpStatusCode.OK, (await wang.GetAsync(again)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(again)).StatusCode);
        time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(HttpStatusCode.Gone, (await wang.GetAsync(again)).StatusCode);

        id = await RevealAsync(wang, order);
        await AcceptedAsync(wang, $"work-orders/{order}/outcome", new { outcome = "confirmed", people_found = 9, rooms_used = 3 });
        Assert.Equal(HttpStatusCode.Conflict, (await wang.GetAsync($"/api/v1/reveals/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await wang.PostAsJsonAsync($"/api/v1/work-orders/{order}/reveal", new { reason = Reason })).StatusCode);
        Assert.Equal(3, (await VaultEntriesAsync(server)).Count(e => e.Action is "vault_opened"));
    }

    [Fact]
    public async Task A_truck_s_case_has_nothing_to_reveal()
    {
        await using var server = await Server.StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion("T-1", "muck-truck"))).Single().CaseId;
        using var leader = server.Client(Roles.Leader);
        using var reviewer = server.Client(Roles.Reviewer);
        await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/review", new { decision = "confirm", reason_code = "dumping" });
        var sent = await leader.PostAsJsonAsync($"/api/v1/cases/{id}/work-orders", new { inspector = "wang" });
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());
        var order = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("work_order_id").GetString();
        using var wang = server.Named("wang", Roles.Inspector);

        Assert.Equal(HttpStatusCode.Conflict, (await wang.PostAsJsonAsync($"/api/v1/work-orders/{order}/reveal", new { reason = Reason })).StatusCode);
    }

    [Fact]
    public async Task Many_at_once_need_a_second_person_who_sees_none_of_them()
    {
        await using var server = await Server.StartAsync();
        var order = await DispatchedAsync(server, "wang");
        using var wang = server.Named("wang", Roles.Inspector);
        using var other = server.Named("zhao", Roles.Inspector);
        using var reviewer = server.Client(Roles.Reviewer);
        using var self = server.Named("wang", Roles.Leader);
        var ask = new { work_orders = new[] { order }, reason = "tomorrow's round" };

        Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsJsonAsync("/api/v1/reveals/bulk", ask)).StatusCode);
        var asked = await wang.PostAsJsonAsync("/api/v1/reveals/bulk", ask);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("bulk_id").GetString();
        Assert.Empty((await wang.GetFromJsonAsync<JsonElement>($"/api/v1/reveals/bulk/{id}")).GetProperty("revealed").EnumerateArray());
        var decision = new { decision = "allow", reason = "as planned" };
        Assert.Equal(HttpStatusCode.Forbidden, (await self.PostAsJsonAsync($"/api/v1/reveals/bulk/{id}/decision", decision)).StatusCode);
        Assert.Equal(1, (await reviewer.GetFromJsonAsync<JsonElement>("/api/v1/reveals/waiting")).GetArrayLength());
        var decided = await reviewer.PostAsJsonAsync($"/api/v1/reveals/bulk/{id}/decision", decision);
        Assert.DoesNotContain("塘桥路", await decided.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await reviewer.PostAsJsonAsync($"/api/v1/reveals/bulk/{id}/decision", decision)).StatusCode);

        var shown = (await wang.GetFromJsonAsync<JsonElement>($"/api/v1/reveals/bulk/{id}")).GetProperty("revealed");
        Assert.Equal("塘桥路 1 号 101 室", shown[0].GetProperty("address").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/reveals/bulk/{id}")).StatusCode);
    }

    [Fact]
    public async Task An_auditor_finds_who_revealed_an_address_and_every_decision_on_the_case()
    {
        await using var server = await Server.StartAsync();
        var order = await DispatchedAsync(server, "wang");
        using var wang = server.Named("wang", Roles.Inspector);
        using var auditor = server.Client(Roles.Auditor);
        await RevealAsync(wang, order);
        await server.App.Services.GetRequiredService<Audit.DecisionAudit>().CatchUpAsync(CancellationToken.None);
        var caseId = (await auditor.GetFromJsonAsync<JsonElement>("/api/v1/cases?state=all")).GetProperty("cases")[0].GetProperty("case_id").GetString();

        var byOrder = (await auditor.GetFromJsonAsync<JsonElement>($"/api/v1/audit?work_order={order}&action=vault_opened")).GetProperty("entries");
        var byCase = (await auditor.GetFromJsonAsync<JsonElement>($"/api/v1/audit?case={caseId}")).GetProperty("entries");
        var decisions = (await auditor.GetFromJsonAsync<JsonElement>($"/api/v1/audit?subject={caseId}")).GetProperty("entries");

        Assert.Equal("wang", byOrder[0].GetProperty("actor").GetString());
        Assert.Equal("wang", Assert.Single(byCase.EnumerateArray(), e => e.GetProperty("action").GetString() is "vault_opened").GetProperty("actor").GetString());
        Assert.Equal(["work_order_dispatched", "case_reviewed", "case_decided", "vault_opened"], byCase.EnumerateArray().Select(e => e.GetProperty("action").GetString()));
        Assert.Equal(["work_order_dispatched", "case_reviewed", "case_decided"], decisions.EnumerateArray().Select(e => e.GetProperty("action").GetString()));
        Assert.Contains("reason_code over_occupancy", decisions[1].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await auditor.GetAsync("/api/v1/audit?action=nothing&limit=0")).StatusCode);
    }

    internal static async Task<string> DispatchedAsync(Server server, string inspector)
    {
        await server.App.Services.GetRequiredService<IIdentityVault>().SealAsync(
            [new DwellingSecret(Dwelling, null, "塘桥路 1 号 101 室", "13900000000", 121.52, 31.21)], CancellationToken.None);
        var id = (await server.SuspectAsync(Some.Suspicion())).Single().CaseId;
        using var reviewer = server.Named("a reviewer", Roles.Reviewer, TimeSpan.FromHours(1));
        await AcceptedAsync(reviewer, $"cases/{id}/review", new { decision = "confirm", reason_code = "over_occupancy" });
        var sent = await AcceptedAsync(reviewer, $"cases/{id}/work-orders", new { inspector, unit = "grid_07" });
        return sent.GetProperty("work_order_id").GetString()!;
    }

    private static async Task<string> RevealAsync(HttpClient client, string order)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/work-orders/{order}/reveal", new { reason = Reason });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("reveal_id").GetString()!;
    }

    private static async Task<JsonElement> AcceptedAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/" + path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<List<AuditEntry>> VaultEntriesAsync(Server server) =>
        [.. (await server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).ToListAsync()).Where(e => e.Action.StartsWith("vault_", StringComparison.Ordinal))];
}
