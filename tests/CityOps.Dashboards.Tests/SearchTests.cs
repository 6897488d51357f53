using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Warehouse;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

/// <summary>One field finds cases, trucks and grid cells, and nothing that its reader may not see.</summary>
public sealed class SearchTests
{
    [Fact]
    public async Task A_case_is_found_by_the_end_of_its_id_a_truck_by_its_plate_and_a_cell_by_its_code_or_its_unit()
    {
        await using var server = await StartAsync();
        var cases = await CasesAsync(server);
        var truck = cases.Single(c => c.Subject == "T-1");
        using var analyst = server.Client(Roles.Analyst);

        Assert.Contains(truck.CaseId, Ids(await FindAsync(analyst, truck.CaseId[^5..].ToLowerInvariant())));
        var plate = (await FindAsync(analyst, "沪A·12345")).GetProperty("trucks")[0];
        Assert.Equal(("T-1", 1, true), (plate.GetProperty("truck_id").GetString(), plate.GetProperty("cases").GetInt32(), plate.GetProperty("track").GetBoolean()));
        var cell = (await FindAsync(analyst, "tq-")).GetProperty("grids")[0];
        Assert.Equal(("tq-1", "塘桥网格队", 1), (cell.GetProperty("grid_cell").GetString(), cell.GetProperty("unit").GetString(), cell.GetProperty("cases").GetInt32()));
        Assert.Equal("tq-1", (await FindAsync(analyst, "塘桥网格")).GetProperty("grids")[0].GetProperty("grid_cell").GetString());
    }

    [Fact]
    public async Task What_was_typed_reaches_the_warehouse_as_a_parameter_a_plate_without_dots_and_a_phone_without_zeros()
    {
        var warehouse = new StandingWarehouse();
        await using var server = await Server.StartAsync(services: services => services.AddSingleton<IWarehouse>(warehouse));
        using var analyst = server.Client(Roles.Analyst);

        await FindAsync(analyst, "沪A·123 45");
        await FindAsync(analyst, "013900000001");

        Assert.Equal(("沪A12345", ""), (warehouse.Asked[0]["plate"], warehouse.Asked[0]["phone"]));
        Assert.Equal("13900000001", warehouse.Asked[1]["phone"]);
    }

    [Fact]
    public async Task An_inspector_learns_of_no_case_truck_or_cell_beyond_their_own()
    {
        await using var server = await StartAsync();
        var cases = await CasesAsync(server);
        using var stranger = server.Named("zhao", Roles.Inspector);
        using var desk = await SignedIn.AsAsync(server, "an", [Roles.Analyst], town: "花木");
        using var scientist = server.Client(Roles.Scientist);

        foreach (var text in cases.Select(c => c.CaseId).Concat(["12345", "T-1", "tq-1", "7"]).Where(text => text.Length > 1))
        {
            var found = await FindAsync(stranger, text);
            Assert.Equal((text, "[]", "[]", "[]"), (text, found.GetProperty("cases").ToString(), found.GetProperty("trucks").ToString(), found.GetProperty("grids").ToString()));
            Assert.Empty(Ids(await FindAsync(desk, text)));
            Assert.Equal(HttpStatusCode.Forbidden, (await scientist.GetAsync($"/api/v1/search?q={text}")).StatusCode);
        }

        Assert.Equal(0, (await FindAsync(desk, "12345")).GetProperty("trucks")[0].GetProperty("cases").GetInt32());
        Assert.Empty((await FindAsync(desk, "tq-1")).GetProperty("grids").EnumerateArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public async Task Too_little_or_too_much_is_400_and_says_how_much_is_needed(string text)
    {
        await using var server = await Server.StartAsync();
        var answer = await server.Client(Roles.Analyst).GetAsync($"/api/v1/search?q={text}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("2 to 64", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<Server> StartAsync()
    {
        var server = await Server.StartAsync(services: services => services.AddSingleton<IWarehouse>(new StandingWarehouse(("terminal_phone", [["T-1", "沪A12345"]]))));
        using var admin = server.Client(Roles.SystemAdmin);
        (await admin.PostAsJsonAsync("/api/v1/elements/unit", new { items = new[] { new { code = "u1", zh = "塘桥网格队", town = "塘桥" } } })).EnsureSuccessStatusCode();
        (await admin.PostAsJsonAsync("/api/v1/elements/grid_cell", new { items = new[] { new { cell = "tq-1", town = "塘桥", unit = "u1" } } })).EnsureSuccessStatusCode();
        return server;
    }

    private static Task<IReadOnlyList<Casework.Queries.CaseSummary>> CasesAsync(Server server) => server.SuspectAsync(
        Some.Suspicion("T-1", "muck-truck", 0.6, """{"kind":"dumping","town":"塘桥"}"""), Some.Suspicion("7", evidence: """{"town":"塘桥","grid_cell":"tq-1"}"""));

    private static async Task<JsonElement> FindAsync(HttpClient client, string text) => await client.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={Uri.EscapeDataString(text)}");

    private static IReadOnlyList<string?> Ids(JsonElement found) => [.. found.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("case_id").GetString())];
}
