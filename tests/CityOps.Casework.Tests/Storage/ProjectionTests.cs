using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using CityOps.Casework.Tests.Suspicions;
using CityOps.Contracts.Events;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Tests.Storage;

public sealed class ProjectionTests
{
    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task Everything_but_the_events_can_be_made_anew_from_the_events(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        await PlayAsync(world);

        await using var db = world.Databases.Create();
        var (cases, evidence, orders, labels) = (new List<CaseRow>(), new Dictionary<(string, string), EvidenceRow>(), new List<WorkOrderRow>(), new List<LabelRow>());
        foreach (var history in (await db.Events.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync()).GroupBy(e => e.CaseId, StringComparer.Ordinal))
        {
            var state = CaseState.Nothing;
            foreach (var row in history)
            {
                var happened = CaseEventCodec.Read(row.Kind, row.Payload);
                state = CaseFold.Apply(state, happened, row.At, new Actor(row.ActorName, row.ActorRole));
                Assert.Equal(row.Stage, state.Stage);
                labels.AddRange(CaseProjection.Label(state, happened) is { } label ? [label] : []);
            }

            cases.Add(CaseProjection.Case(state, CaseAlarms.Next(state, Some.Elements(state.Scenario), Some.Calendar)));
            orders.AddRange(state.WorkOrders.Select(order => CaseProjection.WorkOrder(state, order)));
            foreach (var item in state.Evidence.Select(e => CaseProjection.Evidence(state, e)))
            {
                // A suspicion that moved on to another case belongs to the one that saw its highest revision.
                var held = evidence.GetValueOrDefault((item.Scenario, item.SuspicionId));
                evidence[(item.Scenario, item.SuspicionId)] = held is null || item.Revision > held.Revision ? item : held;
            }
        }

        Assert.Equal(
            Dump.Sorted(cases.Select(Dump.Line), evidence.Values.Select(Dump.Line), orders.Select(Dump.Line), labels.Select(Dump.Line)),
            await Dump.ProjectionsAsync(db));
        Assert.Contains(labels, l => l.Outcome is Outcome.Confirmed);
        Assert.Contains(labels, l => l.Outcome is Outcome.Dismissed);
    }

    private static async Task PlayAsync(World world)
    {
        await world.SuspectAsync(SuspicionScript.Make(seed: 4, count: 60));
        var process = world.Boot();
        await process.CatchUpAsync();
        var page = await process.Queries.ListAsync(new(Scenario: "group-rental"), new(), default);
        foreach (var (index, found) in page.Cases.Index())
        {
            world.Time.Advance(TimeSpan.FromMinutes(17));
            if (index % 3 is 0)
            {
                await CommandTests.DoAsync(process, found.CaseId, Some.Dismiss(), Some.Reviewer);
                continue;
            }

            await CommandTests.DoAsync(process, found.CaseId, Some.Confirm(), Some.Reviewer);
            var order = (await CommandTests.DoAsync(process, found.CaseId, Some.Order(), Some.Leader)).WorkOrderId!;
            await CommandTests.DoAsync(process, order, Some.Outcome(order, Outcome.NoEntry), Some.Inspector);
            await CommandTests.DoAsync(process, order, Some.Outcome(order), Some.Inspector);
        }

        await world.SuspectAsync(SuspicionScript.Make(seed: 5, count: 60));
        await process.CatchUpAsync();
    }
}
