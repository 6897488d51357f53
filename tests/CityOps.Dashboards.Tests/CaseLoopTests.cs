using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Tests;

/// <summary>The loop from suspicion to closing (闭环), over HTTP alone.</summary>
public sealed class CaseLoopTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_suspicion_becomes_a_case_is_reviewed_visited_verified_and_closed()
    {
        await using var server = await Server.StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion())).Single().CaseId;
        using var reviewer = server.Client(Roles.Reviewer);
        using var inspector = server.Named("wang", Roles.Inspector);
        using var leader = server.Client(Roles.Leader);

        var filed = await AcceptedAsync(reviewer, $"cases/{id}/review", new { command_id = Guid.NewGuid(), decision = "confirm", reason_code = "over_occupancy" });
        var sent = await AcceptedAsync(reviewer, $"cases/{id}/work-orders", new { command_id = Guid.NewGuid(), inspector = "wang", unit = "grid_07" });
        var order = sent.GetProperty("work_order_id").GetString();
        var found = await AcceptedAsync(
            inspector, $"work-orders/{order}/outcome", new { command_id = Guid.NewGuid(), outcome = "confirmed", people_found = 9, rooms_used = 3 });
        var verified = await AcceptedAsync(leader, $"cases/{id}/verification", new { command_id = Guid.NewGuid(), passed = true });
        var closed = await AcceptedAsync(leader, $"cases/{id}/closing", new { command_id = Guid.NewGuid() });

        Assert.Equal(
            ["filed", "dispatched", "handling", "verified", "closed"],
            new[] { filed, sent, found, verified, closed }.Select(a => a.GetProperty("stage").GetString()));
        var detail = await reviewer.GetFromJsonAsync<JsonElement>($"/api/v1/cases/{id}");
        Assert.Equal("塘桥", detail.GetProperty("evidence")[0].GetProperty("document").GetProperty("town").GetString());
        Assert.Equal(9, detail.GetProperty("work_orders")[0].GetProperty("people_found").GetInt32());
        Assert.Equal("closed", detail.GetProperty("history").EnumerateArray().Last().GetProperty("kind").GetString());
    }

    [Fact]
    public async Task The_same_command_sent_again_changes_nothing_and_says_so()
    {
        await using var server = await Server.StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion())).Single().CaseId;
        using var reviewer = server.Client(Roles.Reviewer);
        var command = new { command_id = Guid.NewGuid(), decision = "dismiss", reason_code = "evidence_weak" };

        var first = await AcceptedAsync(reviewer, $"cases/{id}/review", command);
        var second = await AcceptedAsync(reviewer, $"cases/{id}/review", command);

        Assert.False(first.GetProperty("repeated").GetBoolean());
        Assert.True(second.GetProperty("repeated").GetBoolean());
        Assert.Equal(first.GetProperty("version").GetInt64(), second.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task What_the_case_does_not_allow_is_409_with_what_it_allows_now()
    {
        await using var server = await Server.StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion())).Single().CaseId;
        using var reviewer = server.Client(Roles.Reviewer);

        var answer = await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/work-orders", new { command_id = Guid.NewGuid(), inspector = "wang" });

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("detected", problem.GetProperty("stage").GetString());
        Assert.Contains("review", problem.GetProperty("allowed").EnumerateArray().Select(a => a.GetString()));
    }

    [Fact]
    public async Task A_command_that_rests_on_an_old_version_is_409()
    {
        await using var server = await Server.StartAsync();
        var before = (await server.SuspectAsync(Some.Suspicion())).Single();
        using var reviewer = server.Client(Roles.Reviewer);
        await AcceptedAsync(reviewer, $"cases/{before.CaseId}/triage", new { command_id = Guid.NewGuid() });

        var answer = await reviewer.PostAsJsonAsync(
            $"/api/v1/cases/{before.CaseId}/review",
            new { command_id = Guid.NewGuid(), decision = "confirm", reason_code = "over_occupancy", expected_version = before.Version });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("wrong_version", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("because", HttpStatusCode.UnprocessableEntity, "over_occupancy")]
    [InlineData("", HttpStatusCode.UnprocessableEntity, "over_occupancy")]
    public async Task A_reason_that_is_no_standard_reason_is_422_and_lists_them(string reason, HttpStatusCode expected, string said)
    {
        await using var server = await Server.StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion())).Single().CaseId;
        using var reviewer = server.Client(Roles.Reviewer);

        var answer = await reviewer.PostAsJsonAsync($"/api/v1/cases/{id}/review", new { command_id = Guid.NewGuid(), decision = "confirm", reason_code = reason });

        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_or_work_order_that_does_not_exist_is_404()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await shared.Server.Client(Roles.Analyst).GetAsync("/api/v1/cases/CASE-000000000000")).StatusCode);
        var outcome = await shared.Server.Named("wang", Roles.Inspector)
            .PostAsJsonAsync("/api/v1/work-orders/WO-000000000000-1/outcome", new { command_id = Guid.NewGuid(), outcome = "confirmed" });
        Assert.Equal(HttpStatusCode.NotFound, outcome.StatusCode);
    }

    private static async Task<JsonElement> AcceptedAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/" + path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
