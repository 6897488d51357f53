using System.Text;
using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Tests.Storage;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Tests.Elements;

public sealed class ElementTests
{
    private const string Units = "code,zh,town\nteam_1,\"一队, 塘桥\",塘桥\nteam_2,二队,\n";
    private static readonly string CaseOne = CaseId.Of("group-rental", "42", "s1");

    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task A_file_is_previewed_then_taken_over_and_a_change_adds_a_version(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        var (store, unit) = (world.Boot().Elements, ElementKind.Find("unit")!);

        Assert.All(await store.PutAsync(unit, ElementFiles.Read(Encoding.UTF8.GetBytes(Units)), apply: false, "sam", default), c => Assert.Equal("new", c.Change));
        Assert.Empty(store.Current.Of("unit"));
        await store.PutAsync(unit, ElementFiles.Read(Encoding.UTF8.GetBytes(Units)), apply: true, "sam", default);
        var again = await store.PutAsync(unit, ElementFiles.Read(Encoding.UTF8.GetBytes(Units.Replace("二队", "三队", StringComparison.Ordinal))), apply: true, "sam", default);

        Assert.Equal(["same", "changed"], again.Select(c => c.Change));
        Assert.Equal(("一队, 塘桥", "三队", 2), (store.Current.Find("unit", "team_1")!["zh"], store.Current.Find("unit", "team_2")!["zh"], store.Current.Find("unit", "team_2")!.Version));
        Assert.True(await store.RetireAsync(unit, "team_2", "sam", default));
        Assert.Equal([3, 2, 1], (await store.HistoryAsync("unit", "team_2", default)).Select(v => v.Version));
        Assert.Null(store.Current.Find("unit", "team_2"));
    }

    [Fact]
    public async Task What_the_data_says_of_outcomes_and_evidence_holds_for_the_next_report()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "outcome_code", "scenario,outcome,code,zh,en\ngroup-rental,other_violation,noise,扰民,Noise\n");
        await PutAsync(process, "evidence", "scenario,step,code,zh,en,at_least\ngroup-rental,other_violation,scene,现场,The scene,2\n");
        await world.SuspectAsync(Some.Suspicion("s1"));
        await process.CatchUpAsync();
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
        var order = (await CommandTests.DoAsync(process, CaseOne, Some.Order(), Some.Leader)).WorkOrderId!;
        async Task<string?> ReportAsync(string code, string? evidence) => (await process.Commands.HandleAsync(
            CaseOne, new RecordOutcome(Guid.NewGuid(), order, Outcome.OtherViolation, 1, 1, code, null, null, null, evidence), Some.Inspector, null, default)).Refusal?.Message;

        Assert.Contains("fire_hazard", await ReportAsync("quarrel", "sha256:a sha256:b"), StringComparison.Ordinal);
        Assert.Contains("takes 2 of scene", await ReportAsync("noise", "sha256:a sha256:a paper"), StringComparison.Ordinal);
        Assert.Null(await ReportAsync("noise", "sha256:a media:b"));
        Assert.Contains(process.Elements.Current.Of("evidence"), e => e["at_least"] is "2");
    }

    [Fact]
    public void Every_kind_of_element_has_entries_that_are_shipped_where_a_scenario_says_something()
    {
        var parts = Some.Scenarios.Of<CaseElementsPart>().ToList();
        foreach (var kind in new[] { "reason", "checklist", "category", "outcome_code", "evidence", "limit", "alarm", "escalation" }.Select(name => ElementKind.Find(name)!))
        {
            var shipped = ElementDefaults.Of(kind, parts);
            Assert.Equal(["group-rental", "muck-truck"], shipped.Select(e => e["scenario"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            Assert.All(shipped, e => Assert.Empty(ElementCheck.Of(kind, e.Fields, (_, _) => true)));
            Assert.Equal(shipped.Count, shipped.Select(e => e.Code).Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public async Task One_wrong_row_takes_over_nothing_and_says_what_is_wrong()
    {
        await using var world = await World.OpenAsync();
        var store = world.Boot().Elements;
        const string Roster = "inspector,unit,from,to\nivo,nowhere,2026-03-04T00:00:00Z,2026-03-05T00:00:00Z\nida,nowhere,yesterday,\n";
        var changes = await store.PutAsync(ElementKind.Find("roster")!, ElementFiles.Read(Encoding.UTF8.GetBytes(Roster)), apply: true, "sam", default);
        Assert.Contains("There is no unit of that code", Assert.Single(changes[0].Errors), StringComparison.Ordinal);
        Assert.Equal(3, changes[1].Errors.Count);
        Assert.Empty(store.Current.Of("roster"));
    }

    [Fact]
    public async Task Values_are_taken_as_spreadsheets_write_them_and_numbers_that_stop_the_work_are_not()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "calendar_day", "day,workday,zh\n2027/3/1,TRUE,上班\n");
        var day = Assert.Single(process.Elements.Current.Of("calendar_day"));
        Assert.Equal(("2027-03-01", "true"), (day["day"], day["workday"]));

        foreach (var (kind, csv, said) in new[]
        {
            ("limit", "scenario,step,amount,unit\ngroup-rental,review,0,working_days\n", "1 at least"),
            ("evidence", "scenario,step,code,zh,en,at_least\ngroup-rental,confirmed,rooms,房间,Rooms,21\n", "20 references at most"),
        })
        {
            var change = Assert.Single(await process.Elements.PutAsync(ElementKind.Find(kind)!, ElementFiles.Read(Encoding.UTF8.GetBytes(csv)), apply: true, "sam", default));
            Assert.Contains(said, Assert.Single(change.Errors), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cases_category_is_that_of_its_kind_and_the_data_stands_over_what_is_shipped()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await world.SuspectAsync(Some.Suspicion(), Some.Suspicion("t", "T-1", scenario: "muck-truck"));
        await process.CatchUpAsync();
        async Task<string?> CategoryAsync(string caseId) => (await process.Queries.GetAsync(caseId, default))!.Now.Category?.Code;

        Assert.Equal(("gr-01", "mt-00"), (await CategoryAsync(CaseOne), await CategoryAsync(CaseId.Of("muck-truck", "T-1", "t"))));
        await PutAsync(process, "category", "scenario,kind,code,zh,en\nmuck-truck,crowded,0203,渣土,Muck\n");
        Assert.Equal(("gr-01", "0203"), (await CategoryAsync(CaseOne), await CategoryAsync(CaseId.Of("muck-truck", "T-1", "t"))));
    }

    [Theory]
    [InlineData("2026-10-01 08:00")]
    [InlineData("2026/10/1 8:00")]
    [InlineData("2026-10-01T08:00:00")]
    [InlineData("2026-10-01T00:00:00Z")]
    public async Task A_roster_without_an_offset_means_the_clock_on_the_wall(string from)
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "unit", Units);
        await PutAsync(process, "roster", $"inspector,unit,from,to\nivo,team_1,{from},2026-10-02\n");

        var duty = Assert.Single(process.Elements.Current.DutiesOf("ivo", new DateTimeOffset(2026, 10, 1, 12, 0, 0, TimeSpan.FromHours(8))));
        Assert.Equal((new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 1, 16, 0, 0, TimeSpan.Zero)), (duty.From, duty.To));
    }

    [Fact]
    public async Task Limits_reasons_and_chains_of_the_data_stand_over_what_is_shipped()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "limit", "scenario,step,amount,unit\ngroup-rental,review,5,calendar_days\n");
        await PutAsync(process, "reason", "scenario,list,code,zh,en\ngroup-rental,filing,fire_risk,火险,Fire risk\n");
        await world.SuspectAsync(Some.Suspicion());
        await process.CatchUpAsync();
        Assert.Equal(Some.Now.AddDays(5), (await process.Queries.GetAsync(CaseOne, default))!.Case.DueAt);
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm("fire_risk"), Some.Reviewer);
    }

    [Fact]
    public async Task Who_has_no_certificate_that_holds_is_not_sent_and_a_town_gets_no_visit_beyond_its_budget()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "authority", "inspector,scenario,certificate,expires_on,enforcement\nivo,group-rental,C-1,2026-12-31,false\nold,group-rental,C-2,2026-03-01,true\n");
        await PutAsync(process, "visit_budget", "scenario,town,visits_per_week\ngroup-rental,Hongqiao,1\n");
        await world.SuspectAsync(Some.Suspicion("s1", "42"), Some.Suspicion("s2", "43"));
        await process.CatchUpAsync();
        var second = CaseId.Of("group-rental", "43", "s2");
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
        await CommandTests.DoAsync(process, second, Some.Confirm(), Some.Reviewer);

        Assert.Contains("certificate", (await process.Commands.HandleAsync(CaseOne, Some.Order("old"), Some.Leader, null, default)).Refusal!.Message, StringComparison.Ordinal);
        await CommandTests.DoAsync(process, CaseOne, Some.Order("ivo"), Some.Leader);
        Assert.Contains("visits this week", (await process.Commands.HandleAsync(second, Some.Order("ivo"), Some.Leader, null, default)).Refusal!.Message, StringComparison.Ordinal);
        world.Time.Advance(TimeSpan.FromDays(7));
        await CommandTests.DoAsync(process, second, Some.Order("ivo"), Some.Leader);
    }

    [Fact]
    public async Task A_certificate_holds_until_its_local_day_ends()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "authority", "inspector,scenario,certificate,expires_on,enforcement\nivo,group-rental,C-1,2026-03-04,false\n");
        await world.SuspectAsync(Some.Suspicion());
        await process.CatchUpAsync();
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);

        // 2026-03-05 00:00 in Shanghai, still the 4th by UTC.
        world.Time.Advance(TimeSpan.FromHours(14));
        Assert.Contains("certificate", (await process.Commands.HandleAsync(CaseOne, Some.Order(), Some.Leader, null, default)).Refusal?.Message ?? "", StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2026, 3, 4), Some.Calendar.DayOf(world.Time.GetUtcNow().AddMinutes(-1)));
    }

    [Fact]
    public async Task An_order_goes_to_units_that_there_are_those_that_assist_too()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "unit", Units);
        await world.SuspectAsync(Some.Suspicion());
        await process.CatchUpAsync();
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);

        var refused = (await process.Commands.HandleAsync(CaseOne, Some.Order() with { AssistingUnits = ["team_2", "NOPE"] }, Some.Leader, null, default)).Refusal!;
        Assert.StartsWith("assisting_units holds 'NOPE'. Name one of: team_1", refused.Message, StringComparison.Ordinal);
        await CommandTests.DoAsync(process, CaseOne, Some.Order() with { AssistingUnits = ["team_2"] }, Some.Leader);
    }

    [Fact]
    public async Task A_rule_sends_a_unit_after_trucks_and_never_to_a_household()
    {
        await using var world = await World.OpenAsync();
        var process = world.Boot();
        await PutAsync(process, "unit", Units);
        await PutAsync(process, "dispatch_rule", "code,scenario,kind,min_score,unit\nr1,muck-truck,crowded,0.5,team_1\n");
        var household = await process.Elements.PutAsync(
            ElementKind.Find("dispatch_rule")!, ElementFiles.Read(Encoding.UTF8.GetBytes("code,scenario,kind,min_score,unit\nr2,group-rental,crowded,0,team_1\n")), apply: true, "sam", default);
        Assert.Contains("never by a rule", Assert.Single(Assert.Single(household).Errors), StringComparison.Ordinal);
        await world.SuspectAsync(Some.Suspicion(), Some.Suspicion("t", "T-1", scenario: "muck-truck"), Some.Suspicion("u", "T-2", score: 0.4, scenario: "muck-truck"), Some.Suspicion("v", "T-3", scenario: "muck-truck"));
        await process.CatchUpAsync();
        await LawfulUses.LawfulUseTests.StandsAsync(world, "muck-truck", "T-3");

        Assert.Equal(1, await process.Rules.RunAsync(default));
        Assert.Equal(0, await process.Rules.RunAsync(default));
        Assert.Equal(CaseStage.Dispatched, (await process.Queries.GetAsync(CaseId.Of("muck-truck", "T-1", "t"), default))!.Case.Stage);
        Assert.NotNull((await process.Queries.GetAsync(CaseId.Of("muck-truck", "T-3", "v"), default))!.Now.HeldUntil);
    }

    private static async Task PutAsync(Process process, string kind, string csv) => Assert.All(
        await process.Elements.PutAsync(ElementKind.Find(kind)!, ElementFiles.Read(Encoding.UTF8.GetBytes(csv)), apply: true, "sam", default), c => Assert.Empty(c.Errors));
}
