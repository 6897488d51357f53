using System.Globalization;
using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.GroupRental;
using CityOps.Casework.MuckTruck;
using CityOps.Contracts.Events;
using CityOps.Contracts.Scenarios;
using NodaTime;

namespace CityOps.Casework.Tests;

/// <summary>Test data that is right unless a test says otherwise.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 2, 0, 0, TimeSpan.Zero);
    public static readonly Actor Analyst = new("ana", CaseRoles.Analyst);
    public static readonly Actor Reviewer = new("rui", CaseRoles.Reviewer);
    public static readonly Actor Inspector = new("ivo", CaseRoles.Inspector);
    public static readonly Actor Leader = new("lexa", CaseRoles.Leader);

    public static ScenarioCatalog Scenarios { get; } = new([new Scenario("group-rental", GroupRentalElements.AddTo), new Scenario("muck-truck", MuckTruckElements.AddTo)]);

    public static WorkCalendar Calendar { get; } = new(DateTimeZoneProviders.Tzdb["Asia/Shanghai"], new WorkCalendarOptions());

    public static CaseElementsPart Elements(string scenario) =>
        new CaseElements(Scenarios).TryGet(scenario, out var part) ? part : throw new ArgumentException(scenario, nameof(scenario));

    public static CaseDecider Decider(string scenario) => new(Elements(scenario), Calendar);

    public static Suspicion Suspicion(
        string id = "s1",
        string subject = "42",
        long revision = 1,
        SuspicionState state = SuspicionState.Open,
        double score = 0.8,
        string scenario = "group-rental",
        string town = "Hongqiao") => new(
            id, scenario, subject, Now.AddHours(-1), revision, state, score,
            string.Create(CultureInfo.InvariantCulture, $$"""{"town":"{{town}}","kind":"crowded","window_end":"2026-03-03T16:00:00Z","people":{{revision}}}"""),
            "m1", false);

    public static Review Confirm(string reason = "over_occupancy", string? note = null) => new(Guid.NewGuid(), ReviewDecision.Confirm, reason, note);

    public static Review Dismiss() => new(Guid.NewGuid(), ReviewDecision.Dismiss, "evidence_weak", null);

    public static CreateWorkOrder Order(string inspector = "ivo") => new(Guid.NewGuid(), inspector, "team_1", null, null);

    public static RecordOutcome Outcome(string workOrderId, Outcome outcome = Contracts.Events.Outcome.Confirmed) => new(
        Guid.NewGuid(), workOrderId, outcome, 9, 4, outcome is Contracts.Events.Outcome.OtherViolation ? "illegal_partition" : null, null, null);

    private sealed class Scenario(string name, Action<IScenarioParts> contribute) : IScenario
    {
        public string Name => name;

        public void Contribute(IScenarioParts parts) => contribute(parts);
    }
}
