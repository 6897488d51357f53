using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Warehouse;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

/// <summary>Where people on duty are said to be, and where the work is.</summary>
public sealed class DispatchMapTests
{
    private static readonly (string, object[][])[] District =
    [
        ("grid_cell", [["tq-1", 121.50, 31.20], ["hm-1", 121.55, 31.21]]),
        ("incidents", [["T-1", "dumping", 121.61, 31.11]]),
    ];

    [Fact]
    public async Task Who_reported_today_stands_where_they_did_and_who_did_not_in_the_middle_of_their_grid_cell()
    {
        await using var server = await StartAsync();
        var cases = await server.SuspectAsync(
            Some.Suspicion("T-1", "muck-truck", 0.6, """{"kind":"dumping"}"""), Some.Suspicion("7", evidence: """{"town":"塘桥","grid_cell":"tq-1"}"""));
        await ReportAsync(server, cases.Single(c => c.Subject == "T-1").CaseId, "dumping", "wang");
        await ReportAsync(server, cases.Single(c => c.Subject == "7").CaseId, "over_occupancy", "li");
        using var leader = server.Client(Roles.Leader);

        var people = (await leader.GetFromJsonAsync<JsonElement>("/api/v1/dispatch-map")).GetProperty("inspectors").EnumerateArray().ToDictionary(p => p.GetProperty("inspector").GetString()!);

        Assert.Equal(("report", 121.61, 31.11), PlaceOf(people["wang"]));
        Assert.Equal(("report_cell", 121.50, 31.20), PlaceOf(people["li"]));
        Assert.Equal(("roster", 121.55, 31.21), PlaceOf(people["zhao"]));
        Assert.Equal(JsonValueKind.Null, people["sun"].GetProperty("place").ValueKind);
        Assert.Equal("花木网格队", people["zhao"].GetProperty("unit_name").GetString());
    }

    [Fact]
    public async Task A_truck_s_case_stands_at_its_incident_and_a_household_s_at_its_grid_cell_and_nowhere_finer()
    {
        await using var server = await StartAsync();
        var cases = await server.SuspectAsync(
            Some.Suspicion("T-1", "muck-truck", 0.6, """{"kind":"dumping"}"""), Some.Suspicion("7", evidence: """{"town":"塘桥","grid_cell":"tq-1"}"""), Some.Suspicion("8", evidence: """{"town":"塘桥","grid_cell":"tq-9"}"""));
        using var reviewer = server.Client(Roles.Reviewer);
        foreach (var one in cases)
        {
            await GiveAsync(reviewer, $"cases/{one.CaseId}/review", new { decision = "confirm", reason_code = one.Scenario is "muck-truck" ? "dumping" : "over_occupancy" });
        }

        var work = (await reviewer.GetFromJsonAsync<JsonElement>("/api/v1/dispatch-map")).GetProperty("work").EnumerateArray().ToDictionary(w => w.GetProperty("case_id").GetString()!);

        Assert.Equal(2, work.Count);
        Assert.Equal(("incident", 121.61, 31.11), Where(work[cases.Single(c => c.Subject == "T-1").CaseId]));
        Assert.Equal(("grid_cell", 121.50, 31.20), Where(work[cases.Single(c => c.Subject == "7").CaseId]));
    }

    [Fact]
    public async Task A_desk_of_one_town_sees_its_people_and_its_work_alone()
    {
        await using var server = await StartAsync();
        var cases = await server.SuspectAsync(
            Some.Suspicion("7", evidence: """{"town":"塘桥","grid_cell":"tq-1"}"""), Some.Suspicion("8", evidence: """{"town":"花木","grid_cell":"hm-1"}"""));
        using var reviewer = server.Client(Roles.Reviewer);
        foreach (var one in cases)
        {
            await GiveAsync(reviewer, $"cases/{one.CaseId}/review", new { decision = "confirm", reason_code = "over_occupancy" });
        }

        using var desk = await SignedIn.AsAsync(server, "an", [Roles.Analyst], town: "花木");
        var map = await desk.GetFromJsonAsync<JsonElement>("/api/v1/dispatch-map");

        // Sun's unit has no town: whoever is bound to none goes anywhere.
        Assert.Equal(["sun", "zhao"], map.GetProperty("inspectors").EnumerateArray().Select(p => p.GetProperty("inspector").GetString()));
        Assert.Equal([cases.Single(c => c.Town is "花木").CaseId], map.GetProperty("work").EnumerateArray().Select(w => w.GetProperty("case_id").GetString()));
    }

    private static async Task<Server> StartAsync()
    {
        var server = await Server.StartAsync(services: services => services.AddSingleton<IWarehouse>(new StandingWarehouse(District)));
        using var admin = server.Client(Roles.SystemAdmin);
        await PutAsync(admin, "unit", new { code = "u1", zh = "塘桥网格队", town = "塘桥" }, new { code = "u2", zh = "花木网格队", town = "花木" }, new { code = "u3", zh = "机动队" });
        await PutAsync(admin, "grid_cell", new { cell = "tq-1", town = "塘桥", unit = "u1" }, new { cell = "hm-1", town = "花木", unit = "u2" });
        await PutAsync(admin, "roster", Duty("wang", "u1", "tq-1"), Duty("li", "u1", "tq-1"), Duty("zhao", "u2", "hm-1"), Duty("sun", "u3", ""));
        return server;
    }

    private static object Duty(string inspector, string unit, string cells) => new { inspector, unit, from = "2020-01-01T00:00:00Z", to = "2200-01-01T00:00:00Z", grid_cells = cells };

    private static async Task PutAsync(HttpClient admin, string kind, params object[] items)
    {
        var put = await admin.PostAsJsonAsync($"/api/v1/elements/{kind}", new { items });
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync());
    }

    private static async Task ReportAsync(Server server, string caseId, string reason, string inspector)
    {
        using var reviewer = server.Client(Roles.Reviewer);
        using var sent = server.Named(inspector, Roles.Inspector);
        await GiveAsync(reviewer, $"cases/{caseId}/review", new { decision = "confirm", reason_code = reason });
        var order = (await GiveAsync(reviewer, $"cases/{caseId}/work-orders", new { inspector })).GetProperty("work_order_id").GetString();
        await GiveAsync(sent, $"work-orders/{order}/attempts", new { });
    }

    private static async Task<JsonElement> GiveAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/" + path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static (string?, double, double) PlaceOf(JsonElement person) => Where(person.GetProperty("place"));

    private static (string?, double, double) Where(JsonElement place) => (place.GetProperty("basis").GetString(), place.GetProperty("lon").GetDouble(), place.GetProperty("lat").GetDouble());
}
