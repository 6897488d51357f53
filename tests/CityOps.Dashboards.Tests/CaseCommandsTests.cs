using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Tests;

/// <summary>Commands beside the straight way, over HTTP.</summary>
public sealed class CaseCommandsTests
{
    [Fact]
    public async Task An_inspector_sees_and_works_only_what_is_theirs()
    {
        await using var server = await Server.StartAsync();
        var cases = await server.SuspectAsync(Some.Suspicion(subject: "1"), Some.Suspicion(subject: "2"));
        using var reviewer = server.Client(Roles.Reviewer);
        using var inspector = server.Client(Roles.Inspector);
        var (mine, other) = (cases[0].CaseId, cases[1].CaseId);
        var order = await SentAsync(reviewer, mine, "a inspector");
        var others = await SentAsync(reviewer, other, "wang");

        Assert.Equal(HttpStatusCode.OK, (await inspector.GetAsync($"/api/v1/cases/{mine}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await inspector.GetAsync($"/api/v1/cases/{other}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(inspector, $"work-orders/{others}/acceptance", new { })).StatusCode);
        Assert.Single((await inspector.GetFromJsonAsync<JsonElement>("/api/v1/cases")).GetProperty("cases").EnumerateArray());
        var listed = Assert.Single((await inspector.GetFromJsonAsync<JsonElement>("/api/v1/work-orders?mine=true")).GetProperty("orders").EnumerateArray());
        Assert.Equal(order, listed.GetProperty("work_order_id").GetString());

        await OkAsync(PostAsync(inspector, $"work-orders/{order}/acceptance", new { }));
        await OkAsync(PostAsync(inspector, $"work-orders/{order}/attempts", new { evidence = new[] { "media:door" } }));
        await OkAsync(PostAsync(inspector, $"work-orders/{order}/extension-request", new { reason_code = "appointment_made", due_at = DateTimeOffset.UtcNow.AddDays(30) }));
        await OkAsync(PostAsync(reviewer, $"cases/{mine}/extension-decision", new { granted = true }));
        await OkAsync(PostAsync(inspector, $"work-orders/{order}/outcome", new
        {
            outcome = "not_found",
            people_found = 3,
            checklist = new Dictionary<string, string>(StringComparer.Ordinal) { ["rooms_counted"] = "yes" },
            evidence = new[] { "media:hall" },
        }));
        var detail = await reviewer.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{mine}");
        Assert.Equal("yes", detail.GetProperty("work_orders")[0].GetProperty("checklist").GetProperty("rooms_counted").GetString());
        Assert.Contains("verify", detail.GetProperty("allowed").EnumerateArray().Select(a => a.GetString()));

        // The slip's code, and no other, lets whoever was visited object.
        var code = (await reviewer.GetFromJsonAsync<JsonElement>("/api/v1/work-orders?state=all")).GetProperty("orders").EnumerateArray()
            .Single(o => o.GetProperty("work_order_id").GetString() == order).GetProperty("slip_code").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(reviewer, "objections", new { code = order + "-AAAAAA", words = "no" })).StatusCode);
        await OkAsync(PostAsync(reviewer, "objections", new { code, words = "nobody asked me" }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(reviewer, $"cases/{mine}/objection-decision", new { upheld = false, answer = "no" })).StatusCode);
        using var leader = server.Client(Roles.Leader);
        await OkAsync(PostAsync(leader, $"cases/{mine}/objection-decision", new { upheld = true, answer = "you are right", lawful_reason = "family" }));
    }

    [Fact]
    public async Task Many_truck_cases_are_decided_at_once_and_a_household_among_them_is_refused()
    {
        await using var server = await Server.StartAsync();
        var cases = await server.SuspectAsync(
            Some.Suspicion(subject: "1"), Some.Suspicion(subject: "T-1", scenario: "muck-truck"), Some.Suspicion(subject: "T-2", scenario: "muck-truck"));
        using var reviewer = server.Client(Roles.Reviewer);
        var body = new { case_ids = cases.Select(c => c.CaseId).ToArray(), decision = "dismiss", reason_code = "evidence_weak", command_id = Guid.NewGuid() };

        var answer = await OkAsync(PostAsync(reviewer, "case-reviews", body));

        Assert.Equal((2, 1), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("refused").GetInt32()));
        Assert.Equal(422, answer.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("case_id").GetString() == cases.Single(c => c.Subject == "1").CaseId).GetProperty("status").GetInt32());
        Assert.Equal(2, (await OkAsync(PostAsync(reviewer, "case-reviews", body))).GetProperty("items").EnumerateArray().Count(i => i.GetProperty("accepted") is { ValueKind: JsonValueKind.Object } a && a.GetProperty("repeated").GetBoolean()));
        await OkAsync(PostAsync(reviewer, $"cases/{cases.First(c => c.Subject == "T-1").CaseId}/undo", new { }));
        var facets = await reviewer.GetFromJsonAsync<JsonElement>("/api/v1/case-facets");
        Assert.Equal((2, 1), (facets.GetProperty("cases").GetInt32(), facets.GetProperty("scenario").GetProperty("muck-truck").GetInt32()));
    }

    [Fact]
    public async Task The_header_Idempotency_Key_makes_a_command_the_same_when_it_comes_again()
    {
        await using var server = await Server.StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion())).Single().CaseId;
        using var analyst = server.Client(Roles.Analyst);
        analyst.DefaultRequestHeaders.Add("Idempotency-Key", "phone-7/41");

        Assert.False((await OkAsync(PostAsync(analyst, $"cases/{id}/triage", new { }))).GetProperty("repeated").GetBoolean());
        Assert.True((await OkAsync(PostAsync(analyst, $"cases/{id}/triage", new { }))).GetProperty("repeated").GetBoolean());
    }

    private static async Task<string> SentAsync(HttpClient reviewer, string id, string inspector)
    {
        await OkAsync(PostAsync(reviewer, $"cases/{id}/review", new { decision = "confirm", reason_code = "over_occupancy" }));
        return (await OkAsync(PostAsync(reviewer, $"cases/{id}/work-orders", new { inspector }))).GetProperty("work_order_id").GetString()!;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, object body) => client.PostAsJsonAsync("/api/v1/" + path, body);

    private static async Task<JsonElement> OkAsync(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.RequestUri}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
