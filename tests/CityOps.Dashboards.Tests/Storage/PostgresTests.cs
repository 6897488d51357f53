using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Indicators.Facts;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.Storage;

/// <summary>What needs every database at once, on PostgreSQL: cases, accounts, the vault with its audit log, indicators.</summary>
public sealed class PostgresTests
{
    private const string Today = "2026-03-04";

    [Fact]
    public async Task A_person_with_an_account_visits_and_the_visit_is_audited_counted_and_in_the_brief()
    {
        await using var server = await Server.StartOnPostgresAsync(s => s.AddSingleton<TimeProvider>(Some.Clock()));
        var order = await RevealTests.DispatchedAsync(server, "wang");
        using var admin = server.Client(Roles.SecurityAdmin);
        await AcceptedAsync(admin, "accounts", new { name = "wang", password = "correct horse battery", roles = new[] { "inspector" }, unit = "grid_07" });
        using var wang = server.Client();
        var signedIn = await wang.PostAsJsonAsync("/api/v1/sign-in", new { name = "wang", password = "correct horse battery" });
        wang.DefaultRequestHeaders.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        wang.DefaultRequestHeaders.Add("X-CityOps-Request", "1");

        var revealed = await AcceptedAsync(wang, $"work-orders/{order}/reveal", new { reason = "on my way there" });
        await AcceptedAsync(wang, $"work-orders/{order}/outcome", new { outcome = "not_found" });
        await server.App.Services.GetRequiredService<FactsFollower>().CatchUpAsync(default);
        await server.App.Services.GetRequiredService<CityOps.Dashboards.Audit.DecisionAudit>().CatchUpAsync(default);

        Assert.Contains("塘桥路", revealed.ToString(), StringComparison.Ordinal);
        using var leader = server.Client(Roles.Leader);
        var brief = await leader.GetFromJsonAsync<JsonElement>($"/api/v1/briefs/month?date={Today}");
        Assert.Equal(1, brief.GetProperty("flow").GetProperty("visits").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await leader.GetAsync($"/api/v1/briefs/month?date={Today}&format=docx")).StatusCode);
        var audit = server.App.Services.GetRequiredService<IAuditLog>();
        var actions = (await audit.ReadAsync(1, default).ToListAsync()).Select(e => e.Action).ToList();
        Assert.All(["role_granted", "signed_in", "vault_opened", "outcome_recorded", "exported"], action => Assert.Contains(action, actions));
        Assert.Empty((await audit.VerifyAsync(default)).Problems);
    }

    private static async Task<JsonElement> AcceptedAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/" + path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
