using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Indicators.Facts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Dashboards.Tests.Briefs;

public sealed class BriefTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly XNamespace R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XNamespace S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private readonly FakeTimeProvider _time = new(Some.Noon);

    [Fact]
    public async Task The_latest_day_of_which_there_is_something_to_say_is_found()
    {
        await using var server = await VisitedAsync();
        using var leader = server.Client(Roles.Leader);

        var latest = await leader.GetFromJsonAsync<JsonElement>("/api/v1/briefs/latest");
        var flow = (await leader.GetFromJsonAsync<JsonElement>($"/api/v1/briefs/day?date={latest.GetProperty("day").GetString()}")).GetProperty("flow");

        Assert.True(flow.GetProperty("visits").GetInt32() > 0);
    }

    [Fact]
    public async Task Every_figure_of_the_workbook_links_to_its_cases_and_every_case_to_its_page()
    {
        await using var server = await VisitedAsync();
        using var leader = server.Client(Roles.Leader);

        var brief = await leader.GetFromJsonAsync<JsonElement>("/api/v1/briefs/day");
        using var zip = await OpenAsync(leader, "/api/v1/briefs/day?format=xlsx");

        var handling = brief.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("definition").GetProperty("name").GetString() is "fruitless_visit_rate");
        Assert.Equal(1, handling.GetProperty("figure").GetProperty("denominator").GetInt32());

        // Figures are numbers, that a sheet can reckon with.
        var shown = Part(zip, "xl/worksheets/sheet1.xml").Descendants(S + "row").Single(row => row.Value.Contains(handling.GetProperty("definition").GetProperty("zh").GetString()!, StringComparison.Ordinal));
        var figure = shown.Elements(S + "c").ElementAt(1);
        Assert.Equal((null, "1", "1"), (figure.Attribute("t")?.Value, figure.Attribute("s")?.Value, figure.Value));

        var cases = Part(zip, "xl/worksheets/sheet3.xml");
        var cells = cases.Descendants(S + "c").ToDictionary(c => c.Attribute("r")!.Value, c => c.Value, StringComparer.Ordinal);
        var targets = Part(zip, "xl/worksheets/sheet1.xml").Descendants(S + "hyperlink").Select(link => link.Attribute("location")!.Value).ToList();
        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.NotEmpty(cells[target["'案件'!".Length..]]));
        var relations = Links(zip, "xl/worksheets/_rels/sheet3.xml.rels");
        foreach (var link in cases.Descendants(S + "hyperlink"))
        {
            Assert.EndsWith("/cases/" + cells[link.Attribute("ref")!.Value], relations[link.Attribute(R + "id")!.Value], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_link_of_the_document_leads_somewhere()
    {
        await using var server = await VisitedAsync();
        using var leader = server.Client(Roles.Leader);

        using var zip = await OpenAsync(leader, "/api/v1/briefs/week?date=2026-03-04&format=docx");

        var document = Part(zip, "word/document.xml");
        var bookmarks = document.Descendants(W + "bookmarkStart").Select(b => b.Attribute(W + "name")!.Value).ToHashSet(StringComparer.Ordinal);
        var relations = Links(zip, "word/_rels/document.xml.rels");
        var links = document.Descendants(W + "hyperlink").ToList();
        Assert.Contains(links, link => link.Attribute(W + "anchor") is not null);
        Assert.Contains(links, link => link.Attribute(R + "id") is not null);
        Assert.All(links, link => Assert.True(
            link.Attribute(W + "anchor") is { } anchor ? bookmarks.Contains(anchor.Value) : relations.ContainsKey(link.Attribute(R + "id")!.Value)));
    }

    [Fact]
    public async Task The_brief_of_a_day_that_is_over_does_not_change_and_todays_does()
    {
        await using var server = await VisitedAsync();
        using var leader = server.Client(Roles.Leader);
        var yesterday = await leader.GetStringAsync("/api/v1/briefs/day");
        var before = await leader.GetFromJsonAsync<JsonElement>("/api/v1/briefs/day?date=2026-03-05");

        await server.SuspectAsync(Some.Suspicion(subject: "2"));
        await using (var db = server.App.Services.GetRequiredService<Dashboards.Storage.IOperationsDbFactory>().Create())
        {
            db.VisitFacts.RemoveRange(db.VisitFacts);
            await db.SaveChangesAsync();
        }

        await server.App.Services.GetRequiredService<FactsFollower>().CatchUpAsync(default);

        Assert.Equal(yesterday, await leader.GetStringAsync("/api/v1/briefs/day"));
        var after = await leader.GetFromJsonAsync<JsonElement>("/api/v1/briefs/day?date=2026-03-05");
        Assert.False(before.GetProperty("final").GetBoolean());
        Assert.Equal(before.GetProperty("flow").GetProperty("cases").GetInt32() + 1, after.GetProperty("flow").GetProperty("cases").GetInt32());
    }

    [Fact]
    public async Task What_is_no_brief_is_400_and_says_what_is()
    {
        using var leader = shared.Server.Client(Roles.Leader);
        foreach (var (path, said) in new[] { ("year", "day, week, month"), ("day?date=tomorrow", "local date"), ("day?date=0001-01-01", "1970"), ("week?date=9999-12-31", "2200"), ("month?date=9999-12-31", "2200"), ("day?format=pdf", "xlsx") })
        {
            var answer = await leader.GetAsync("/api/v1/briefs/" + path);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    // A case dispatched and visited on 4 March; the clock then stands on the 5th.
    private async Task<Server> VisitedAsync()
    {
        var server = await Server.StartAsync(services: s => s.AddSingleton<TimeProvider>(_time));
        var id = (await server.SuspectAsync(Some.Suspicion("T-1", "muck-truck"))).Single().CaseId;
        using var analyst = server.Client(Roles.Analyst);
        var sent = await analyst.PostAsJsonAsync($"/api/v1/cases/{id}/work-orders", new { inspector = "wang", unit = "grid_07" });
        var order = (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("work_order_id").GetString();
        using var inspector = server.Named("wang", Roles.Inspector);
        (await inspector.PostAsJsonAsync($"/api/v1/work-orders/{order}/outcome", new { outcome = "not_found" })).EnsureSuccessStatusCode();
        _time.Advance(TimeSpan.FromDays(1));
        await server.App.Services.GetRequiredService<FactsFollower>().CatchUpAsync(default);
        return server;
    }

    private static async Task<ZipArchive> OpenAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        Assert.All(zip.Entries, entry => Assert.NotNull(Part(zip, entry.FullName).Root));
        return zip;
    }

    private static XDocument Part(ZipArchive zip, string path)
    {
        using var stream = zip.GetEntry(path)!.Open();
        return XDocument.Load(stream);
    }

    private static Dictionary<string, string> Links(ZipArchive zip, string path) =>
        Part(zip, path).Root!.Elements().ToDictionary(r => r.Attribute("Id")!.Value, r => r.Attribute("Target")!.Value, StringComparer.Ordinal);
}
