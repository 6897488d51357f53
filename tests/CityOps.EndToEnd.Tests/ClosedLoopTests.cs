using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.EndToEnd.Tests.Support;

namespace CityOps.EndToEnd.Tests;

/// <summary>The whole way: simulated events → log → warehouse → score or rule → case → review → work order → outcome → label.</summary>
[Collection(DemoPages.Name)]
public sealed class ClosedLoopTests(DemoDistrict district)
{
    [Fact]
    public async Task The_demonstration_shows_cases_of_both_scenarios_and_one_goes_all_the_way_to_a_label()
    {
        var cityops = district.CityOps;
        var reviewer = district.Client("reviewer");
        var inspector = district.Client("inspector");

        var household = await FirstCaseAsync(cityops, reviewer, "group-rental");
        await FirstCaseAsync(cityops, reviewer, "muck-truck");

        var detail = await reviewer.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{household}");
        var evidence = detail.GetProperty("evidence")[0].GetProperty("document");
        Assert.True(evidence.EnumerateObject().Count() > 3, evidence.ToString());

        using var tooEarly = await PostAsync(reviewer, $"/api/v1/cases/{household}/work-orders", new { unit = "grid_07" });
        Assert.Equal(HttpStatusCode.Conflict, tooEarly.StatusCode);
        Assert.Contains("review", await tooEarly.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await AcceptedAsync(PostAsync(reviewer, $"/api/v1/cases/{household}/review", new { decision = "confirm", reason_code = "over_occupancy" }));
        var order = (await AcceptedAsync(PostAsync(reviewer, $"/api/v1/cases/{household}/work-orders", new { unit = "grid_07" }))).GetProperty("work_order_id").GetString();
        await AcceptedAsync(PostAsync(inspector, $"/api/v1/work-orders/{order}/outcome", new { outcome = "confirmed", people_found = 9 }));

        await cityops.UntilAsync("the outcome is a label in the warehouse", async () =>
            await cityops.QueryAsync($"SELECT any(people_found) FROM cityops.labels WHERE case_id = '{household}' AND outcome = 'confirmed'") == "9");
        await cityops.UntilAsync("the history is in the warehouse", async () =>
            int.Parse(await cityops.QueryAsync($"SELECT count() FROM cityops.case_events WHERE case_id = '{household}'"), System.Globalization.CultureInfo.InvariantCulture) >= 4);
        await ShownToTheLeaderAsync();
    }

    private async Task ShownToTheLeaderAsync()
    {
        var leader = district.Client("leader");
        var overview = default(JsonElement);
        await district.CityOps.UntilAsync("the big screen shows the order and counts its visit", async () =>
        {
            overview = await leader.GetFromJsonAsync<JsonElement>("/api/v1/overview");
            return overview.GetProperty("today").GetProperty("orders").GetInt32() > 0 && overview.GetProperty("indicators").GetProperty("model_precision").GetProperty("denominator").GetInt32() > 0;
        });

        var fleet = (await leader.GetFromJsonAsync<JsonElement>("/api/v1/scenarios/muck-truck/fleet?minutes=1440")).GetProperty("trucks");
        // Since the district's midnight: few while a test runs just after it.
        Assert.True(overview.GetProperty("today").GetProperty("events").GetInt64() > 0, overview.ToString());
        Assert.Equal(overview.GetProperty("fleet").GetProperty("seen").GetInt32(), fleet.GetArrayLength());
        Assert.All(fleet.EnumerateArray(), truck => Assert.InRange(truck.GetProperty("lon").GetDouble(), 121, 122));
    }

    private static async Task<string> FirstCaseAsync(CityOpsProcess cityops, HttpClient client, string scenario)
    {
        var id = string.Empty;
        await cityops.UntilAsync($"a {scenario} case", async () =>
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/cases?scenario={scenario}&state=detected&limit=1");
            var first = page.GetProperty("cases").EnumerateArray().FirstOrDefault();
            id = first.ValueKind is JsonValueKind.Object ? first.GetProperty("case_id").GetString()! : string.Empty;
            return id.Length > 0;
        });
        return id;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, object body)
    {
        var fields = JsonSerializer.SerializeToNode(body)!.AsObject();
        fields["command_id"] = Guid.NewGuid();
        return client.PostAsJsonAsync(path, fields);
    }

    private static async Task<JsonElement> AcceptedAsync(Task<HttpResponseMessage> posting)
    {
        using var response = await posting;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
