using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Casework.Feed;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests.Intake;

/// <summary>Reports from 12345 and Open311, to the reply.</summary>
public sealed class IntakeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Canary = "浦东新区秘密路7弄301室 张三 13800000000";

    [Fact]
    public async Task Repeat_callers_are_merged_into_the_open_case_and_the_reply_goes_back_under_their_numbers()
    {
        await using var server = await Server.StartAsync();
        using var hotline = server.Client(Roles.Ingest);
        // Long ago by any clock: the server's is the machine's.
        var expected = Some.Noon.AddYears(-10);

        await ReportAsync(hotline, "12345-1", expected);
        await ReportAsync(hotline, "12345-1", expected);
        await EvidenceAsync(server, 1);
        var repeat = await ReportAsync(hotline, "12345-2", null);
        await EvidenceAsync(server, 2);

        var reports = await ListAsync(hotline);
        Assert.Equal(2, reports.Count);
        Assert.Equal(reports["12345-1"].GetProperty("request_id").GetString(), repeat.GetProperty("repeat_of").GetString());
        Assert.Equal(1, reports["12345-1"].GetProperty("repeats").GetInt32());
        Assert.True(reports["12345-1"].GetProperty("late").GetBoolean());
        var id = reports["12345-1"].GetProperty("case_id").GetString()!;
        Assert.Equal(id, reports["12345-2"].GetProperty("case_id").GetString());

        Assert.Equal(HttpStatusCode.Conflict, (await hotline.PostAsJsonAsync("/api/v1/intake/12345/12345-2/satisfaction", new { level = "satisfied" })).StatusCode);

        await CloseAsync(server, id);
        reports = await ListAsync(hotline);
        Assert.All(reports.Values, report => Assert.Equal("closed", report.GetProperty("status").GetString()));
        Assert.Contains("属实", reports["12345-2"].GetProperty("reply").GetString(), StringComparison.Ordinal);

        var rated = await hotline.PostAsJsonAsync("/api/v1/intake/12345/12345-2/satisfaction", new { level = "satisfied" });
        Assert.Equal("satisfied", (await rated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("satisfaction").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await hotline.PostAsJsonAsync("/api/v1/intake/12345/12345-2/satisfaction", new { level = "so so" })).StatusCode);
    }

    [Theory]
    [InlineData(null, "mt-02", HttpStatusCode.OK, "muck-truck")]
    [InlineData("group-rental", "gr-01", HttpStatusCode.OK, "group-rental")]
    [InlineData("group-rental", "mt-02", HttpStatusCode.BadRequest, "gr-01")]
    [InlineData(null, "no-such", HttpStatusCode.BadRequest, "mt-13")]
    [InlineData(null, null, HttpStatusCode.BadRequest, "scenario")]
    public async Task A_report_may_name_a_category_of_the_standard_elements(string? scenario, string? category, HttpStatusCode status, string said)
    {
        await using var server = await Server.StartAsync();
        using var hotline = server.Client(Roles.Ingest);

        var answer = await hotline.PostAsJsonAsync("/api/v1/intake/grid", new { external_id = "G-1", scenario, category, text = "x" });

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_household_reported_over_Open311_becomes_a_key_and_nothing_said_of_it_comes_out_again()
    {
        await using var server = await Server.StartAsync();
        using var sender = server.Client(Roles.Ingest);

        var created = await PostFormAsync(sender, new()
        {
            ["service_code"] = "group-rental",
            ["description"] = Canary,
            ["address_string"] = Canary,
            ["phone"] = "13800000000",
            ["attribute[dwelling_id]"] = "DW-CANARY-1",
            ["attribute[town]"] = "塘桥",
        });
        await EvidenceAsync(server, 1);
        var id = created[0].GetProperty("service_request_id").GetString();

        var list = await sender.GetStringAsync("/open311/v2/requests.json");
        var one = await sender.GetFromJsonAsync<JsonElement>($"/open311/v2/requests/{id}.json");
        var cases = await server.Client(Roles.Analyst).GetStringAsync("/api/v1/cases");
        var caseId = JsonDocument.Parse(cases).RootElement.GetProperty("cases")[0].GetProperty("case_id").GetString();
        var detail = await server.Client(Roles.Analyst).GetStringAsync($"/api/v1/cases/{caseId}");

        Assert.Equal(("open", "group-rental"), (one[0].GetProperty("status").GetString(), one[0].GetProperty("service_code").GetString()));
        Assert.All([list, cases, detail], text =>
        {
            Assert.DoesNotContain("秘密路", text, StringComparison.Ordinal);
            Assert.DoesNotContain("13800000000", text, StringComparison.Ordinal);
            Assert.DoesNotContain("CANARY", text, StringComparison.Ordinal);
        });
        Assert.Contains("complaint", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_words_is_read_with_a_reason_and_given_its_subject_by_a_person()
    {
        await using var server = await Server.StartAsync();
        using var hotline = server.Client(Roles.Ingest);
        using var analyst = server.Named("li", Roles.Analyst);
        var sent = await hotline.PostAsJsonAsync("/api/v1/intake/12345", new { external_id = "12345-9", scenario = "muck-truck", text = Canary });
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("request_id").GetString()!;

        Assert.Equal(HttpStatusCode.BadRequest, (await analyst.PostAsJsonAsync($"/api/v1/reports/{id}/opening", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await hotline.PostAsJsonAsync($"/api/v1/reports/{id}/opening", new { reason = "to look" })).StatusCode);
        var opened = await analyst.PostAsJsonAsync($"/api/v1/reports/{id}/opening", new { reason = "to see which truck" });
        Assert.Equal(Canary, (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("text").GetString());
        var audited = (await server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).ToListAsync()).Single();
        Assert.Equal(("li", "report_opened", id, "to see which truck"), (audited.Actor, audited.Action, audited.Subject, audited.Reason));

        Assert.Equal(HttpStatusCode.BadRequest, (await analyst.PostAsJsonAsync($"/api/v1/reports/{id}/subject", new { dwelling_id = "D-1" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await analyst.PostAsJsonAsync($"/api/v1/reports/{id}/subject", new { truck_id = "T-1" })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await analyst.PostAsJsonAsync($"/api/v1/reports/{id}/subject", new { truck_id = "T-2" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await analyst.PostAsJsonAsync("/api/v1/reports/SR-0/subject", new { truck_id = "T-2" })).StatusCode);
        await EvidenceAsync(server, 1);
        Assert.NotNull((await ListAsync(hotline))["12345-9"].GetProperty("case_id").GetString());
    }

    [Fact]
    public async Task Services_are_listed_and_what_is_no_report_is_refused_as_the_standard_has_it()
    {
        using var sender = shared.Server.Client(Roles.Ingest);

        var services = await sender.GetFromJsonAsync<JsonElement>("/open311/v2/services.json");
        Assert.Equal(["group-rental", "muck-truck"], services.EnumerateArray().Select(s => s.GetProperty("service_code").GetString()).Order());
        Assert.Equal("truck_id", (await sender.GetFromJsonAsync<JsonElement>("/open311/v2/services/muck-truck.json")).GetProperty("attributes")[0].GetProperty("code").GetString());

        var answer = await sender.PostAsync("/open311/v2/requests.json", new FormUrlEncodedContent([new("service_code", "potholes"), new("description", "x")]));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(400, (await answer.Content.ReadFromJsonAsync<JsonElement>())[0].GetProperty("code").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await sender.GetAsync("/open311/v2/requests/SR-0.json")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await sender.GetAsync("/open311/v2/requests.json?status=bogus")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await sender.PostAsync("/open311/v2/requests.json", new FormUrlEncodedContent([new("service_code", "muck-truck"), new("lat", "999"), new("long", "121.5")]))).StatusCode);
    }

    [Fact]
    public async Task The_key_comes_as_the_standard_has_it_in_the_query_or_in_the_form()
    {
        var key = shared.Server.App.Services.GetRequiredService<TokenIssuer>().Issue(Roles.Ingest, "a sender", TimeSpan.FromMinutes(5));
        using var sender = shared.Server.Client();

        Assert.Equal(HttpStatusCode.OK, (await sender.GetAsync("/open311/v2/services.json?api_key=" + key)).StatusCode);
        var sent = await sender.PostAsync("/open311/v2/requests.json", new FormUrlEncodedContent([new("api_key", key), new("service_code", "muck-truck"), new("description", "x")]));
        Assert.Equal(HttpStatusCode.Created, sent.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await sender.GetAsync("/open311/v2/services.json?api_key=none")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await sender.GetAsync("/api/v1/cases?api_key=" + key)).StatusCode);
    }

    [Fact]
    public async Task Codes_of_visit_slips_cannot_be_guessed_by_trying()
    {
        using var clerk = shared.Server.Named("a guesser", Roles.Analyst);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 25; i++)
        {
            answers.Add((await clerk.PostAsJsonAsync("/api/v1/objections", new { code = $"WO-0123456789AB-1-{i:D6}", words = "x" })).StatusCode);
        }

        Assert.Equal((20, 5), (answers.Count(a => a is HttpStatusCode.NotFound), answers.Count(a => a is HttpStatusCode.TooManyRequests)));
    }

    private static async Task<JsonElement> ReportAsync(HttpClient hotline, string number, DateTimeOffset? expected)
    {
        var answer = await hotline.PostAsJsonAsync(
            "/api/v1/intake/12345", new { external_id = number, scenario = "muck-truck", text = Canary, truck_id = "T-1", town = "塘桥", expected_at = expected });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.DoesNotContain("秘密路", text, StringComparison.Ordinal);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<Dictionary<string, JsonElement>> ListAsync(HttpClient hotline) =>
        (await hotline.GetFromJsonAsync<JsonElement>("/api/v1/intake/12345")).EnumerateArray().ToDictionary(r => r.GetProperty("external_id").GetString()!);

    private static async Task<JsonElement> PostFormAsync(HttpClient sender, Dictionary<string, string> form)
    {
        var answer = await sender.PostAsync("/open311/v2/requests.json", new FormUrlEncodedContent(form));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task EvidenceAsync(Server server, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var feed = server.App.Services.GetRequiredService<ICaseFeed>().SubscribeAsync(0, patience.Token).GetAsyncEnumerator(patience.Token);
        for (var seen = 0; seen < count && await feed.MoveNextAsync();)
        {
            seen += feed.Current.Change?.Kind == "evidence_added" ? 1 : 0;
        }
    }

    private static async Task CloseAsync(Server server, string caseId)
    {
        using var analyst = server.Client(Roles.Analyst);
        using var inspector = server.Named("wang", Roles.Inspector);
        using var leader = server.Client(Roles.Leader);
        var sent = await analyst.PostAsJsonAsync($"/api/v1/cases/{caseId}/work-orders", new { inspector = "wang" });
        var order = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("work_order_id").GetString();
        (await inspector.PostAsJsonAsync($"/api/v1/work-orders/{order}/outcome", new { outcome = "confirmed" })).EnsureSuccessStatusCode();
        (await leader.PostAsJsonAsync($"/api/v1/cases/{caseId}/verification", new { passed = true })).EnsureSuccessStatusCode();
        (await leader.PostAsJsonAsync($"/api/v1/cases/{caseId}/closing", new { })).EnsureSuccessStatusCode();
    }
}
