using System.Globalization;
using CityOps.Casework.Domain;
using CityOps.Contracts.Events;
using CityOps.Host.Demo;
using CityOps.Identity;
using CityOps.Ingest.Simulation;
using CityOps.Pipelines.ModelLifecycle;

namespace CityOps.Host.Tests.Demo;

/// <summary>The flats that a new demonstration comes with as visited.</summary>
public sealed class DemoVisitsTests
{
    private const int Homes = 20;
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Most_are_visited_before_a_version_is_trained_and_the_rest_once_it_has_scored_and_the_surest_never()
    {
        var models = new ScriptedModels();
        await using var desk = await DemoDesk.OpenAsync(models);
        await SuspectAsync(desk);
        var before = 0;
        models.OnTraining = async () => before = await desk.CountAsync(CaseStage.Closed);

        await DemoDesk.WorkAsync(desk.Make<DemoVisits>());

        Assert.Equal((6, 8, 1), (before, await desk.CountAsync(CaseStage.Closed), models.Scored));
        var run = Assert.Single(new TrainingBook(models.Folder).List());
        Assert.Equal((TrainingState.Succeeded, "b", TrainingRun.Demonstration), (run.State, run.Version, run.StartedBy));
        var cases = await desk.AllAsync();
        Assert.All(cases.OrderByDescending(c => c.Score).Take(12), c => Assert.Equal(CaseStage.Detected, c.Stage));
        Assert.All(cases.OrderByDescending(c => c.Score).Skip(12), c => Assert.Equal(CaseStage.Closed, c.Stage));
    }

    [Fact]
    public async Task A_visit_reports_who_lives_there_why_it_looked_so_or_that_nobody_opened()
    {
        await using var desk = await DemoDesk.OpenAsync(new ScriptedModels());
        await SuspectAsync(desk, (0, IsRental: true, "subdivided", 9, true), (1, false, "leak", 3, true), (2, false, "family", 3, true), (3, true, "bed_letting", 8, false));

        await DemoDesk.WorkAsync(desk.Make<DemoVisits>());

        var found = new List<(Outcome? Outcome, long? People, string? Kind, string? Lawful)>();
        foreach (var home in Enumerable.Range(0, 4))
        {
            var key = (await desk.Vault.KeysOfAsync(IdentityKind.Dwelling, [Id(home)], CancellationToken.None))[0].ToString(CultureInfo.InvariantCulture);
            var detail = await desk.Cases.GetAsync((await desk.AllAsync()).Single(c => c.Subject == key).CaseId, CancellationToken.None);
            var order = detail!.WorkOrders.Single();
            found.Add((order.Outcome, order.PeopleFound, order.ViolationKind, order.LawfulReason));
        }

        Assert.Equal([(Outcome.Confirmed, 9, "partitioned", null), (Outcome.NotFound, 3, null, "leak"), (Outcome.NotFound, 3, null, null), (null, null, null, null)], found);
    }

    [Fact]
    public async Task Of_many_doors_that_stay_closed_only_some_are_tried()
    {
        await using var desk = await DemoDesk.OpenAsync(new ScriptedModels());
        await SuspectAsync(desk, [.. Enumerable.Range(0, 6).Select(home => (home, true, "subdivided", 8, false))]);

        await DemoDesk.WorkAsync(desk.Make<DemoVisits>());

        Assert.Equal((14, 4, 2), (await desk.CountAsync(CaseStage.Detected), await desk.CountAsync(CaseStage.Handling), await desk.CountAsync(CaseStage.Closed)));
    }

    [Fact]
    public async Task Where_no_version_can_be_trained_nobody_scores_or_visits_again()
    {
        var models = new ScriptedModels { Refusal = "Training needs more." };
        await using var desk = await DemoDesk.OpenAsync(models);
        await SuspectAsync(desk);

        await DemoDesk.WorkAsync(desk.Make<DemoVisits>());

        Assert.Equal((6, 0), (await desk.CountAsync(CaseStage.Closed), models.Scored));
        Assert.Equal((TrainingState.Refused, models.Refusal), (new TrainingBook(models.Folder).List()[0].State, new TrainingBook(models.Folder).List()[0].Reason));
    }

    [Fact]
    public async Task Every_reason_that_a_visit_may_give_is_one_of_the_scenario()
    {
        string[] kinds = ["multi_generation", "large_family", "newborn", "student_sharers", "co_tenants", "staff_flat", "shop_in_flat", "home_office", "fish_tank", "leak", "live_in_care", "night_shift", "electric_heating", "broken_meter", "swapped_meter"];
        await using var desk = await DemoDesk.OpenAsync(new ScriptedModels());
        Assert.True(desk.Get<Casework.Elements.CaseElements>().TryGet("group-rental", out var elements));
        var reasons = elements.LawfulReasons.Select(r => r.Code).ToList();
        Assert.All(kinds, kind => Assert.Contains(new DemoHome(false, kind, 3, true).LawfulReason, reasons));
        Assert.Null(new DemoHome(false, "family", 3, true).LawfulReason);
    }

    private static string Id(int home) => $"SIM-D{home:D3}";

    // The first homes are the least sure ones: those are visited.
    private static async Task SuspectAsync(DemoDesk desk, params (int Home, bool IsRental, string Kind, int People, bool Opens)[] told)
    {
        for (var n = 0; n < Homes; n++)
        {
            var (isRental, kind, people, opens) = told.Where(t => t.Home == n).Select(t => (t.IsRental, t.Kind, t.People, t.Opens)).DefaultIfEmpty((n % 2 == 0, "family", 3, true)).First();
            desk.Truth.Write(new TruthRow(Id(n), Start, Start.AddDays(1), "occupants", people, Detail: kind));
            desk.Truth.Write(new TruthRow(Id(n), Start, Start.AddDays(1), "group_rental", isRental ? 1 : 0, Detail: kind));
            desk.Truth.Write(new TruthRow(Id(n), Start, Start.AddDays(1), "no_entry", opens ? 0 : 1));
        }

        var keys = await desk.Vault.KeysOfAsync(IdentityKind.Dwelling, [.. Enumerable.Range(0, Homes).Select(Id)], CancellationToken.None);
        await desk.SuspectAsync([.. keys.Select((key, n) => new Suspicion(
            $"s-{n}", "group-rental", key.ToString(CultureInfo.InvariantCulture), Start, 1, SuspicionState.Open, 0.5 + (n / 100.0), """{"kind":"over_occupancy","town":"塘桥"}""", "a", FoundLate: false))]);
        desk.Truth.Scored();
    }
}
