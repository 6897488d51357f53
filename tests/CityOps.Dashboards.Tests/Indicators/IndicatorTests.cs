using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Indicators;
using CityOps.Dashboards.Indicators.Facts;
using CityOps.Dashboards.WorkOrders;
using Hangfire;
using Hangfire.Storage.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Dashboards.Tests.Indicators;

/// <summary>Indicators over HTTP, from cases that went their way by commands alone.</summary>
public sealed class IndicatorTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_figure_is_the_share_of_the_cases_that_its_link_lists()
    {
        await using var district = await District.OpenAsync();
        await district.VisitAsync("1", "塘桥", "grid_07", "confirmed");
        await district.VisitAsync("2", "塘桥", "grid_07", "not_found");
        await district.VisitAsync("3", "北蔡", "grid_09", "confirmed");

        var report = await district.GetAsync("indicators?by=town,scenario");

        foreach (var row in report.GetProperty("rows").EnumerateArray())
        {
            foreach (var figure in row.GetProperty("indicators").EnumerateObject())
            {
                var page = await district.GetAsync(figure.Value.GetProperty("cases").GetString()!["/api/v1/".Length..]);
                Assert.Equal(page.GetProperty("total").GetInt64(), page.GetProperty("items").GetArrayLength());
                if (page.GetProperty("definition").GetProperty("kind").GetString() is "ratio")
                {
                    Assert.Equal(figure.Value.GetProperty("denominator").GetInt64(), page.GetProperty("total").GetInt64());
                    Assert.Equal(figure.Value.GetProperty("numerator").GetInt64(), page.GetProperty("items").EnumerateArray().Count(i => i.GetProperty("hit").GetBoolean()));
                }
            }
        }

        Assert.Equal(["北蔡", "塘桥"], report.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("group").GetProperty("town").GetString()).Order());
        var precision = Figure(report.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("group").GetProperty("town").GetString() is "塘桥"), "model_precision");
        Assert.Equal(0.5, precision.GetProperty("value").GetDouble());
        Assert.InRange(precision.GetProperty("low").GetDouble(), 0.09, 0.1);
        Assert.InRange(precision.GetProperty("high").GetDouble(), 0.9, 0.91);
    }

    [Fact]
    public async Task Who_may_not_see_the_cases_behind_figures_sees_no_figures_of_households()
    {
        using var admin = shared.Server.Client(Roles.SystemAdmin);

        var refused = await admin.GetAsync("/api/v1/indicators?by=town,scenario");

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.DoesNotContain("needs: analyst, reviewer, leader, auditor, system_admin", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handling_and_closing_count_what_was_late()
    {
        await using var district = await District.OpenAsync();
        await district.VisitAsync("1", "塘桥", "grid_07", "confirmed", close: true);
        var late = await district.DispatchAsync("2", "塘桥", "grid_07");
        district.Time.AdjustTime(district.Time.GetUtcNow().AddDays(30));
        await district.ReportAsync(late, "confirmed");

        var figures = (await district.GetAsync("indicators?from=2026-03-01&to=2026-05-01")).GetProperty("rows")[0];

        Assert.Equal((1.0, 2), (Figure(figures, "handling_rate").GetProperty("value").GetDouble(), Figure(figures, "handling_rate").GetProperty("denominator").GetInt32()));
        Assert.Equal(0.5, Figure(figures, "on_time_handling_rate").GetProperty("value").GetDouble());
        Assert.Equal(0.5, Figure(figures, "closing_rate").GetProperty("value").GetDouble());
        Assert.Equal(0.5, Figure(figures, "on_time_closing_rate").GetProperty("value").GetDouble());
        Assert.Equal(1.0, Figure(figures, "accurate_dispatch_rate").GetProperty("value").GetDouble());
        Assert.Equal(1.0, Figure(figures, "visits_per_dwelling").GetProperty("value").GetDouble());
    }

    [Fact]
    public async Task A_rejected_outcome_is_rework_and_what_counted_nothing_has_no_value()
    {
        await using var district = await District.OpenAsync();
        await district.VisitAsync("1", "塘桥", "grid_07", "not_found", passed: false);

        var figures = (await district.GetAsync("indicators")).GetProperty("rows")[0];

        Assert.Equal(1.0, Figure(figures, "rework_rate").GetProperty("value").GetDouble());
        Assert.Equal(1.0, Figure(figures, "fruitless_visit_rate").GetProperty("value").GetDouble());
        Assert.Equal(JsonValueKind.Null, Figure(figures, "time_in_suspended").GetProperty("value").ValueKind);
    }

    [Fact]
    public async Task What_an_upheld_objection_corrects_counts_as_corrected_and_the_scenario_is_scored_again()
    {
        await using var district = await District.OpenAsync();
        var (wrong, right) = (await district.VisitAsync("1", "塘桥", "grid_07", "confirmed"), await district.VisitAsync("2", "塘桥", "grid_07", "confirmed"));
        Assert.Equal(1.0, Figure((await district.GetAsync("indicators")).GetProperty("rows")[0], "model_precision").GetProperty("value").GetDouble());
        var jobs = district.Server.App.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        var before = jobs.GetStatistics();

        await district.ObjectAsync(right, upheld: false);
        Assert.Equal(Ran(before), Ran(jobs.GetStatistics()));
        await district.ObjectAsync(wrong, upheld: true);

        var figures = (await district.GetAsync("indicators")).GetProperty("rows")[0];
        Assert.Equal(0.5, Figure(figures, "model_precision").GetProperty("value").GetDouble());
        Assert.Equal(0.5, Figure(figures, "fruitless_visit_rate").GetProperty("value").GetDouble());
        Assert.Equal(Ran(before) + 1, Ran(jobs.GetStatistics()));

        static long Ran(StatisticsDto s) => s.Enqueued + s.Processing + s.Succeeded + s.Failed + s.Scheduled;
    }

    [Fact]
    public async Task Facts_made_anew_are_the_same_facts()
    {
        await using var district = await District.OpenAsync();
        await district.VisitAsync("1", "塘桥", "grid_07", "confirmed", close: true);
        var before = await district.GetAsync("indicators?by=unit,day");

        await using (var db = district.Server.App.Services.GetRequiredService<Dashboards.Storage.IOperationsDbFactory>().Create())
        {
            db.Followed.Single().Rules = -1;
            await db.SaveChangesAsync();
        }

        Assert.Equal(before.GetRawText(), (await district.GetAsync("indicators?by=unit,day")).GetRawText());
    }

    [Theory]
    [InlineData("from=yesterday", "yesterday")]
    [InlineData("from=2026-03-02&to=2026-03-01", "after 'from'")]
    [InlineData("by=colour", "scenario")]
    [InlineData("names=happiness", "handling_rate")]
    public async Task What_cannot_be_meant_is_400_and_says_what_can(string query, string said)
    {
        var answer = await shared.Server.Client(Roles.Leader).GetAsync("/api/v1/indicators?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_big_screen_counts_the_days_flow_and_names_no_subject()
    {
        await using var district = await District.OpenAsync();
        await district.VisitAsync("1234567890123456789", "塘桥", "grid_07", "confirmed", close: true);

        var overview = await district.GetAsync("overview");

        var today = overview.GetProperty("today");
        Assert.Equal((1, 1, 1, 1, 1), (Count("suspicions"), Count("cases"), Count("filed"), Count("orders"), Count("closures")));
        Assert.Equal(1, overview.GetProperty("hours").EnumerateArray().Sum(h => h.GetProperty("flow").GetProperty("closures").GetInt32()));
        Assert.DoesNotContain("1234567890123456789", overview.GetRawText(), StringComparison.Ordinal);

        int Count(string name) => today.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task The_documentation_defines_every_indicator_as_the_program_does()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(CityOps.Tests.Shared.Repository.Root, "docs", "indicators.md"));

        foreach (var definition in shared.Server.App.Services.GetRequiredService<IndicatorCatalog>().All.Select(i => i.Definition).Where(d => d.Kind is not IndicatorKind.Hours))
        {
            Assert.Contains(definition.Name, page, StringComparison.Ordinal);
            Assert.Contains(definition.Zh, page, StringComparison.Ordinal);
            Assert.Contains(definition.Denominator, page, StringComparison.Ordinal);
            Assert.Contains(definition.Numerator, page, StringComparison.Ordinal);
        }
    }

    private static JsonElement Figure(JsonElement row, string name) => row.GetProperty("indicators").GetProperty(name);

    /// <summary>A district whose clock stands still unless a test moves it.</summary>
    private sealed class District : IAsyncDisposable
    {
        private District(Server server, FakeTimeProvider time) => (Server, Time) = (server, time);

        public Server Server { get; }

        public FakeTimeProvider Time { get; }

        public static async Task<District> OpenAsync()
        {
            var time = new FakeTimeProvider(Start);
            return new District(await Server.StartAsync(services: s => s.AddSingleton<TimeProvider>(time)), time);
        }

        public async Task<string> DispatchAsync(string subject, string town, string unit)
        {
            var seen = await Server.SuspectAsync(Some.Suspicion(subject, evidence: $$"""{"town":"{{town}}","kind":"over_occupancy"}"""));
            var id = seen.Single(c => c.Subject == subject).CaseId;
            await PostAsync(Roles.Reviewer, $"cases/{id}/review", new { decision = "confirm", reason_code = "over_occupancy" });
            return (await PostAsync(Roles.Reviewer, $"cases/{id}/work-orders", new { inspector = "a inspector", unit })).GetProperty("work_order_id").GetString()!;
        }

        public Task<JsonElement> ReportAsync(string order, string outcome) => PostAsync(Roles.Inspector, $"work-orders/{order}/outcome", new { outcome });

        /// <returns>The work order.</returns>
        public async Task<string> VisitAsync(string subject, string town, string unit, string outcome, bool passed = true, bool close = false)
        {
            var order = await DispatchAsync(subject, town, unit);
            var id = (await ReportAsync(order, outcome)).GetProperty("case_id").GetString();
            await PostAsync(Roles.Leader, $"cases/{id}/verification", new { passed, note = "seen" });
            if (close)
            {
                await PostAsync(Roles.Leader, $"cases/{id}/closing", new { });
            }

            Time.Advance(TimeSpan.FromSeconds(1));
            return order;
        }

        public async Task ObjectAsync(string order, bool upheld)
        {
            var id = (await PostAsync(Roles.Reviewer, "objections", new { code = Server.App.Services.GetRequiredService<VisitSlips>().CodeOf(order), words = "It is my family." })).GetProperty("case_id");
            await PostAsync(Roles.Leader, $"cases/{id}/objection-decision", new { upheld, answer = "Looked at again." }, "somebody uninvolved");
        }

        public async Task<JsonElement> GetAsync(string path)
        {
            await Server.App.Services.GetRequiredService<FactsFollower>().CatchUpAsync(default);
            using var client = Server.Client(Roles.Leader);
            var answer = await client.GetAsync("/api/v1/" + path);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
            return JsonDocument.Parse(text).RootElement;
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        private async Task<JsonElement> PostAsync(string role, string path, object body, string? name = null)
        {
            using var client = name is null ? Server.Client(role) : Server.Named(name, role);
            var answer = await client.PostAsJsonAsync("/api/v1/" + path, body);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
            return JsonDocument.Parse(text).RootElement;
        }
    }
}
