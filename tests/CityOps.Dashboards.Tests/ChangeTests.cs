using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Casework;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Events;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

/// <summary>Changes of cases by stream and by poll: nothing is lost, and nobody gets what is not for them.</summary>
public sealed class ChangeTests
{
    [Fact]
    public async Task A_reader_who_is_far_behind_gets_every_change_in_order()
    {
        await using var server = await Server.StartAsync(services: Small);
        await server.SuspectAsync([.. Enumerable.Range(1, 20).Select(i => Some.Suspicion(subject: $"{i}"))]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        // The feed replays two changes and holds two: what is beyond comes from the database.
        var ids = new List<long>();
        await foreach (var item in server.App.Services.GetRequiredService<CaseChanges>().FollowAsync(0, patience.Token))
        {
            Assert.False(item.Resync);
            ids.Add(item.Id);
            if (ids.Count is 20)
            {
                await server.SuspectAsync([.. Enumerable.Range(21, 10).Select(i => Some.Suspicion(subject: $"{i}"))]);
            }

            if (ids.Count is 60)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(1, 60).Select(i => (long)i), ids);
    }

    [Fact]
    public async Task Polling_goes_on_from_next_and_tells_an_id_of_another_past()
    {
        await using var server = await Server.StartAsync();
        using var analyst = server.Client(Roles.Analyst);
        var begin = (await SinceAsync(analyst, "")).GetProperty("next").GetInt64();
        await server.SuspectAsync(Some.Suspicion(subject: "1"), Some.Suspicion("T-1", "muck-truck"));

        var all = await SinceAsync(analyst, $"id={begin}&wait_s=5");
        var trucks = await SinceAsync(analyst, $"id={begin}&scenario=muck-truck&town=塘桥");
        var elsewhere = await SinceAsync(analyst, $"id={begin}&town=北蔡");

        Assert.Equal(["opened", "evidence_added", "opened", "evidence_added"], Kinds(all));
        Assert.Equal(["opened", "evidence_added"], Kinds(trucks));
        Assert.Equal(all.GetProperty("next").GetInt64(), elsewhere.GetProperty("next").GetInt64());
        Assert.Empty(Kinds(elsewhere));
        Assert.True((await SinceAsync(analyst, "id=999999")).GetProperty("resync").GetBoolean());
        Assert.Equal(HttpStatusCode.BadRequest, (await analyst.GetAsync("/api/v1/events/since?id=1&wait_s=600")).StatusCode);
    }

    [Fact]
    public async Task An_inspector_gets_the_changes_of_cases_they_were_sent_to_and_no_other()
    {
        await using var server = await Server.StartAsync();
        var cases = await server.SuspectAsync(Some.Suspicion("T-1", "muck-truck"), Some.Suspicion("T-2", "muck-truck"));
        using var analyst = server.Client(Roles.Analyst);
        var mine = cases.Single(c => c.Subject is "T-1").CaseId;
        (await analyst.PostAsJsonAsync($"/api/v1/cases/{mine}/work-orders", new { inspector = "a inspector" })).EnsureSuccessStatusCode();
        var other = cases.Single(c => c.Subject is "T-2").CaseId;
        (await analyst.PostAsJsonAsync($"/api/v1/cases/{other}/work-orders", new { inspector = "somebody else" })).EnsureSuccessStatusCode();

        var seen = await SinceAsync(server.Client(Roles.Inspector), "id=0");

        Assert.Contains("work_order_created", Kinds(seen));
        Assert.All(seen.GetProperty("items").EnumerateArray(), i => Assert.Equal(mine, i.GetProperty("change").GetProperty("case_id").GetString()));
    }

    private static void Small(IServiceCollection services) => services.PostConfigure<CaseworkTuning>(tuning =>
    {
        tuning.FeedReplayItems = 2;
        tuning.FeedCapacityItems = 2;
    });

    private static async Task<JsonElement> SinceAsync(HttpClient client, string query)
    {
        var answer = await client.GetAsync("/api/v1/events/since?" + query);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static List<string?> Kinds(JsonElement answer) =>
        [.. answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("change").GetProperty("kind").GetString())];
}
