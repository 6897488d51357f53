using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Tests;

/// <summary>Orders as who was sent sees them, and as who dispatches does.</summary>
public sealed class WorkOrderTests
{
    [Fact]
    public async Task An_inspector_sees_their_own_orders_alone_and_who_dispatches_sees_all()
    {
        await using var server = await Server.StartAsync();
        var cases = await server.SuspectAsync(
            Some.Suspicion(subject: "T-1", scenario: "muck-truck"), Some.Suspicion(subject: "T-2", scenario: "muck-truck"));
        using var reviewer = server.Client(Roles.Reviewer);
        using var inspector = server.Client(Roles.Inspector);
        var own = await SendAsync(reviewer, cases[0].CaseId, "a inspector");
        var other = await SendAsync(reviewer, cases[1].CaseId, "somebody else");

        Assert.Equal([own], await OrdersAsync(inspector, ""));
        Assert.Equal([own], await OrdersAsync(inspector, "?mine=false"));
        Assert.Equal(new[] { own, other }.Order(StringComparer.Ordinal), (await OrdersAsync(reviewer, "")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_accepted_order_is_under_way_and_accepting_it_again_with_the_same_id_changes_nothing()
    {
        await using var server = await Server.StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion(subject: "T-1", scenario: "muck-truck"))).Single().CaseId;
        using var reviewer = server.Client(Roles.Reviewer);
        using var inspector = server.Client(Roles.Inspector);
        var order = await SendAsync(reviewer, id, "a inspector");
        var command = new { command_id = Guid.NewGuid() };

        var first = await AcceptedAsync(inspector, $"work-orders/{order}/acceptance", command);
        var again = await AcceptedAsync(inspector, $"work-orders/{order}/acceptance", command);

        Assert.Equal("handling", first.GetProperty("stage").GetString());
        Assert.True(again.GetProperty("repeated").GetBoolean());
        var listed = await inspector.GetFromJsonAsync<JsonElement>("/api/v1/work-orders?mine=true");
        Assert.Equal("accepted", listed.GetProperty("orders")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_order_that_is_not_theirs_goes_back_with_a_reason_and_leaves_the_round()
    {
        await using var server = await Server.StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion(subject: "T-1", scenario: "muck-truck"))).Single().CaseId;
        using var reviewer = server.Client(Roles.Reviewer);
        using var inspector = server.Client(Roles.Inspector);
        var order = await SendAsync(reviewer, id, "a inspector");

        var unreasoned = await inspector.PostAsJsonAsync($"/api/v1/work-orders/{order}/return", new { reason_code = "" });
        var back = await AcceptedAsync(inspector, $"work-orders/{order}/return", new { command_id = Guid.NewGuid(), reason_code = "wrong_unit" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreasoned.StatusCode);
        Assert.Equal("returned", back.GetProperty("stage").GetString());
        Assert.Empty(await OrdersAsync(inspector, ""));
        Assert.Equal([order], await OrdersAsync(inspector, "?state=all"));
    }

    [Theory]
    [InlineData("mine=maybe", "mine")]
    [InlineData("state=late", "state")]
    [InlineData("limit=0", "limit")]
    public async Task A_filter_that_means_nothing_is_400_and_names_the_field(string query, string field)
    {
        await using var server = await Server.StartAsync();

        var answer = await server.Client(Roles.Inspector).GetAsync($"/api/v1/work-orders?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(HttpClient reviewer, string caseId, string inspector)
    {
        await AcceptedAsync(reviewer, $"cases/{caseId}/review", new { command_id = Guid.NewGuid(), decision = "confirm", reason_code = "dumping" });
        var sent = await AcceptedAsync(reviewer, $"cases/{caseId}/work-orders", new { command_id = Guid.NewGuid(), inspector });
        return sent.GetProperty("work_order_id").GetString()!;
    }

    private static async Task<List<string>> OrdersAsync(HttpClient client, string query)
    {
        var answer = await client.GetFromJsonAsync<JsonElement>($"/api/v1/work-orders{query}");
        return [.. answer.GetProperty("orders").EnumerateArray().Select(o => o.GetProperty("work_order_id").GetString()!)];
    }

    private static async Task<JsonElement> AcceptedAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/" + path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
