using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Casework.Elements;
using CityOps.Contracts.Scenarios;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.MuckTruck;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.Errors;

/// <summary>The errors of cases that went through the whole loop.</summary>
public sealed class ShowModelErrorsTests
{
    [Fact]
    public async Task A_visit_that_found_a_lawful_use_is_a_false_alarm_of_that_kind_and_a_register_of_lawful_uses_explains_one_that_said_nothing()
    {
        await using var server = await Server.StartAsync();
        var cases = await server.SuspectAsync(Some.Suspicion("11"), Some.Suspicion("12"), Some.Suspicion("13"));
        await VisitAsync(server, cases.Single(c => c.Subject == "11").CaseId, new { command_id = Guid.NewGuid(), outcome = "not_found", lawful_reason = "leak" });
        await VisitAsync(server, cases.Single(c => c.Subject == "12").CaseId, new { command_id = Guid.NewGuid(), outcome = "confirmed", people_found = 9 });
        await VisitAsync(server, cases.Single(c => c.Subject == "13").CaseId, new { command_id = Guid.NewGuid(), outcome = "not_found" });
        await RegisterAsync(server, "13", "carer");

        var errors = await server.Client(Roles.Scientist).GetFromJsonAsync<JsonElement>("/api/v1/models/group-rental/errors");

        Assert.Equal(1 / 3.0, errors.GetProperty("precision").GetProperty("value").GetDouble(), 6);
        Assert.Equal(["carer", "leak"], errors.GetProperty("false_alarms").EnumerateArray().Select(k => k.GetProperty("kind").GetString()));
        Assert.Equal(["m-1"], errors.GetProperty("versions").EnumerateArray().Select(v => v.GetString()));
        Assert.DoesNotContain("\"13\"", errors.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("塘桥", errors.GetRawText(), StringComparison.Ordinal);
        var none = await server.Client(Roles.Scientist).GetFromJsonAsync<JsonElement>("/api/v1/models/group-rental/errors?version=m-9");
        Assert.Equal(0, none.GetProperty("precision").GetProperty("visited").GetInt32());
    }

    [Fact]
    public async Task A_scenario_of_rules_has_errors_and_no_versions_and_one_that_is_not_there_is_404()
    {
        await using var server = await Server.StartAsync(more: new Bikes());
        using var client = server.Client(Roles.Scientist);

        var bikes = await client.GetFromJsonAsync<JsonElement>("/api/v1/models/bikes/errors");
        var versions = await client.GetFromJsonAsync<JsonElement>("/api/v1/models/bikes");

        Assert.Equal(0, bikes.GetProperty("precision").GetProperty("visited").GetInt32());
        Assert.False(versions.GetProperty("is_versioned").GetBoolean());
        Assert.Empty(versions.GetProperty("versions").EnumerateArray());
        Assert.DoesNotContain("bikes", await client.GetStringAsync("/api/v1/models"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/models/unheard-of/errors")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/models/unheard-of")).StatusCode);
    }

    private static async Task VisitAsync(Server server, string id, object outcome)
    {
        using var reviewer = server.Client(Roles.Reviewer);
        using var inspector = server.Named("wang", Roles.Inspector);
        await GiveAsync(reviewer, $"cases/{id}/review", new { command_id = Guid.NewGuid(), decision = "confirm", reason_code = "over_occupancy" });
        var sent = await GiveAsync(reviewer, $"cases/{id}/work-orders", new { command_id = Guid.NewGuid(), inspector = "wang", unit = "grid_07" });
        await GiveAsync(inspector, $"work-orders/{sent.GetProperty("work_order_id").GetString()}/outcome", outcome);
    }

    private static async Task RegisterAsync(Server server, string subject, string kind)
    {
        using var asks = server.Named("an analyst", Roles.Analyst);
        using var approves = server.Named("a leader", Roles.Leader);
        var asked = await GiveAsync(asks, "lawful-uses", new { scenario = "group-rental", subject, kind, evidence = new[] { "PAPER-1" }, expires_at = server.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddYears(1) });
        await GiveAsync(approves, $"lawful-uses/{asked.GetProperty("id").GetString()}/approval", new { });
    }

    private static async Task<JsonElement> GiveAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/" + path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Cases as of trucks, and no model.</summary>
    private sealed class Bikes : IScenario
    {
        public string Name => "bikes";

        public void Contribute(IScenarioParts parts) => parts.Add(new ScenarioCatalog([new MuckTruckScenario()]).Of<CaseElementsPart>().Single() with { Scenario = Name });
    }
}
