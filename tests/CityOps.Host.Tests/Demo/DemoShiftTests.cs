using CityOps.Casework.Domain;
using CityOps.Contracts.Events;
using CityOps.Host.Demo;
using CityOps.Ingest.Simulation;

namespace CityOps.Host.Tests.Demo;

/// <summary>The incidents that a new demonstration comes with as worked.</summary>
public sealed class DemoShiftTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_weakest_are_worked_each_to_another_step_and_the_strongest_are_left()
    {
        await using var desk = await DemoDesk.OpenAsync(new ScriptedModels());
        await desk.SuspectAsync([.. Enumerable.Range(0, 14).Select(n => Incident(n, 0.5 + (n / 100.0)))]);

        await DemoDesk.WorkAsync(desk.Make<DemoShift>());

        var cases = await desk.AllAsync();
        Assert.Equal(
            [(CaseStage.Detected, 4), (CaseStage.Filed, 1), (CaseStage.Dispatched, 1), (CaseStage.Handling, 2), (CaseStage.Closed, 4), (CaseStage.Dismissed, 2)],
            cases.GroupBy(c => c.Stage).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())));
        Assert.All(cases.OrderByDescending(c => c.Score).Take(4), c => Assert.Equal(CaseStage.Detected, c.Stage));
    }

    [Fact]
    public async Task An_inspector_reports_what_the_truck_did_and_not_what_it_was_suspected_of()
    {
        await using var desk = await DemoDesk.OpenAsync(new ScriptedModels());
        await desk.SuspectAsync([.. Enumerable.Range(0, 14).Select(n => Incident(n, 0.5 + (n / 100.0)))]);
        for (var n = 0; n < 14; n += 2)
        {
            desk.Truth.Write(new TruthRow($"t{n}", Start.AddMinutes(-1), Start.AddMinutes(20), "off_route"));
        }

        await DemoDesk.WorkAsync(desk.Make<DemoShift>());

        foreach (var closed in (await desk.AllAsync()).Where(c => c.Stage is CaseStage.Closed))
        {
            var found = (await desk.Cases.GetAsync(closed.CaseId, CancellationToken.None))!.WorkOrders.Single().Outcome;
            Assert.Equal(int.Parse(closed.Subject[1..], System.Globalization.CultureInfo.InvariantCulture) % 2 == 0 ? Outcome.Confirmed : Outcome.NotFound, found);
        }
    }

    [Fact]
    public async Task Where_somebody_worked_already_nothing_is_done_and_a_case_that_lapsed_is_nobodys_work()
    {
        await using var desk = await DemoDesk.OpenAsync(new ScriptedModels());
        await desk.SuspectAsync([.. Enumerable.Range(0, 14).Select(n => Incident(n, 0.5))]);
        var mine = (await desk.AllAsync())[0].CaseId;
        Assert.True(await desk.Get<DemoHands>().FileAsync(mine, "permit_breach", CancellationToken.None));

        await DemoDesk.WorkAsync(desk.Make<DemoShift>());
        Assert.Equal((13, 1), (await desk.CountAsync(CaseStage.Detected), await desk.CountAsync(CaseStage.Filed)));

        await using var other = await DemoDesk.OpenAsync(new ScriptedModels());
        await other.SuspectAsync([.. Enumerable.Range(0, 14).Select(n => Incident(n, 0.5))]);
        Assert.True(await other.Get<DemoHands>().DismissAsync((await other.AllAsync())[0].CaseId, "duplicate", CancellationToken.None));
        await DemoDesk.WorkAsync(other.Make<DemoShift>());
        Assert.Equal(4, await other.CountAsync(CaseStage.Closed));
    }

    private static Suspicion Incident(int n, double score) =>
        new($"s-{n}", "muck-truck", $"t{n}", Start, 1, SuspicionState.Open, score, """{"kind":"off_route","lon":121.5,"lat":31.2}""", null, FoundLate: false);
}
