using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using CityOps.Dashboards.Auth;

namespace CityOps.Dashboards.Tests;

public sealed class ListAndStreamTests
{
    [Fact]
    public async Task Pages_follow_each_other_by_score_without_gap_or_repeat()
    {
        await using var server = await Server.StartAsync();
        await server.SuspectAsync([.. Enumerable.Range(1, 7).Select(i => Some.Suspicion(subject: $"{i}", score: i / 10.0))]);
        using var analyst = server.Client(Roles.Analyst);

        var scores = new List<double>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await analyst.GetFromJsonAsync<JsonElement>($"/api/v1/cases?limit=3&cursor={Uri.EscapeDataString(cursor)}");
            scores.AddRange(page.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("score").GetDouble()));
            cursor = page.GetProperty("next").GetString();
        }

        Assert.Equal([0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1], scores);
    }

    [Fact]
    public async Task Filters_narrow_the_list()
    {
        await using var server = await Server.StartAsync();
        await server.SuspectAsync(
            Some.Suspicion(subject: "1", score: 0.9), Some.Suspicion(subject: "2", score: 0.5), Some.Suspicion(subject: "T-1", scenario: "muck-truck", score: 0.95));
        using var analyst = server.Client(Roles.Analyst);

        Assert.Equal(["1"], await SubjectsAsync(analyst, "scenario=group-rental&min_score=0.8"));
        Assert.Equal(["T-1"], await SubjectsAsync(analyst, "subject=T-1&state=detected"));
        Assert.Empty(await SubjectsAsync(analyst, "kind=no_such_kind"));
        var facets = await analyst.GetFromJsonAsync<JsonElement>("/api/v1/case-facets");
        Assert.Equal(2, facets.GetProperty("combinations").EnumerateArray().Where(f => f.GetProperty("scenario").GetString() == "group-rental").Sum(f => f.GetProperty("cases").GetInt32()));
        Assert.Empty(await SubjectsAsync(analyst, "state=closed"));
        Assert.Equal(3, (await SubjectsAsync(analyst, "state=all")).Count);
    }

    [Fact]
    public async Task A_stream_tells_changes_and_resumes_after_the_last_one_seen()
    {
        await using var server = await Server.StartAsync();
        using var analyst = server.Client(Roles.Analyst);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string? last;
        await using (var live = (await OpenAsync(analyst, null, patience.Token)).GetAsyncEnumerator(patience.Token))
        {
            await live.MoveNextAsync();
            await server.SuspectAsync(Some.Suspicion(subject: "1"));
            var first = await NextCaseAsync(live);
            last = first.EventId;
            Assert.Equal("opened", JsonDocument.Parse(first.Data).RootElement.GetProperty("kind").GetString());
        }

        await server.SuspectAsync(Some.Suspicion(subject: "2"));
        await using var resumed = (await OpenAsync(analyst, last, patience.Token)).GetAsyncEnumerator(patience.Token);
        var next = await NextCaseAsync(resumed);

        Assert.Equal("evidence_added", JsonDocument.Parse(next.Data).RootElement.GetProperty("kind").GetString());
        Assert.NotEqual(last, next.EventId);
    }

    [Fact]
    public async Task Figures_are_the_single_values_of_the_strongest_evidence()
    {
        await using var server = await Server.StartAsync();
        var id = (await server.SuspectAsync(Some.Suspicion(
            evidence: """{"estimate":{"occupants":9.2,"days":[1,2]},"legal_limit":4,"curves":{"daily":{"water":[1,2]}},"reasons":["over_limit"]}"""))).Single().CaseId;

        var figures = await server.Client(Roles.Analyst).GetFromJsonAsync<JsonElement>($"/api/v1/case-figures?ids={id},CASE-000000000000");

        Assert.Equal("{\"estimate\":{\"occupants\":9.2},\"legal_limit\":4,\"curves\":{}}", figures.GetProperty(id).GetRawText());
        Assert.Single(figures.EnumerateObject());
    }

    [Fact]
    public async Task Meta_names_the_scenarios_with_their_standard_codes()
    {
        await using var server = await Server.StartAsync();
        using var analyst = server.Client(Roles.Analyst);

        var meta = await analyst.GetFromJsonAsync<JsonElement>("/api/v1/meta");

        var scenario = meta.GetProperty("scenarios").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "group-rental");
        Assert.Equal("Asia/Shanghai", meta.GetProperty("time_zone").GetString());
        Assert.Equal("dwelling", scenario.GetProperty("subject_kind").GetString());
        Assert.Contains("no_entry", scenario.GetProperty("outcomes").EnumerateArray().Select(o => o.GetString()));
        Assert.Contains("meter_fault", scenario.GetProperty("dismiss_reasons").EnumerateArray().Select(r => r.GetProperty("code").GetString()));
    }

    private static async Task<List<string?>> SubjectsAsync(HttpClient client, string query)
    {
        var page = await client.GetFromJsonAsync<JsonElement>("/api/v1/cases?" + query);
        return [.. page.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("subject").GetString())];
    }

    private static async Task<IAsyncEnumerable<SseItem<string>>> OpenAsync(HttpClient client, string? lastEventId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken);
    }

    private static async Task<SseItem<string>> NextCaseAsync(IAsyncEnumerator<SseItem<string>> stream)
    {
        while (await stream.MoveNextAsync())
        {
            if (stream.Current.EventType == "case")
            {
                return stream.Current;
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }

    [Fact]
    public async Task Counts_by_town_go_to_nobody_who_may_not_see_the_cases_themselves()
    {
        await using var server = await Server.StartAsync();
        foreach (var role in Roles.All)
        {
            using var client = server.Client(role);
            Assert.Equal((await client.GetAsync("/api/v1/cases")).StatusCode, (await client.GetAsync("/api/v1/case-facets")).StatusCode);
        }
    }
}
