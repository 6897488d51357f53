using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Tests.Storage;
using CityOps.Contracts.Events;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Tests.Deadlines;

/// <summary>What time alone does, over the database and a clock that the test turns.</summary>
public sealed class DeadlineTests
{
    private static readonly string CaseOne = CaseId.Of("group-rental", "42", "s1");

    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task A_deadline_warns_breaches_escalates_and_reminds_once_each_though_the_process_restarts_in_between(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        await world.SuspectAsync(Some.Suspicion());
        await world.Boot().CatchUpAsync();

        for (var hour = 0; hour < 24 * 12; hour += 6)
        {
            world.Time.Advance(TimeSpan.FromHours(6));
            await world.Boot().Deadlines.RunAsync(default);
        }

        Assert.Equal(
            ["deadline_warned", "deadline_breached", "deadline_escalated", "deadline_escalated", "deadline_reminded", "deadline_reminded", "deadline_reminded"],
            (await KindsAsync(world)).Where(k => k.StartsWith("deadline_", StringComparison.Ordinal)));
        Assert.Null(await world.Boot().Deadlines.NextAsync(default));
    }

    [Fact]
    public async Task A_year_without_anybody_at_work_is_made_up_for_at_the_first_run_and_each_thing_happens_once()
    {
        await using var world = await World.OpenAsync();
        await world.SuspectAsync([.. Enumerable.Range(1, 40).Select(i => Some.Suspicion($"s{i}", $"{i}"))]);
        await world.Boot().CatchUpAsync();
        world.Time.Advance(TimeSpan.FromDays(365));

        var events = await world.Boot().Deadlines.RunAsync(default);

        Assert.Equal(40 * 7, events);
        Assert.Equal(0, await world.Boot().Deadlines.RunAsync(default));
    }

    [Fact]
    public async Task A_year_of_work_loses_no_deadline()
    {
        await using var world = await World.OpenAsync();
        var random = new Random(7);
        var (process, filed) = (world.Boot(), 0);
        for (var day = 0; day < 365; day++)
        {
            if (day % 3 == 0)
            {
                await world.SuspectAsync(Some.Suspicion($"d{day}", $"{day}", score: random.NextDouble()));
            }

            await process.CatchUpAsync();
            var open = (await process.Queries.ListAsync(new(Hidden: true), new(Sort: Queries.CaseSort.Due, Limit: 2), default)).Cases;
            foreach (var one in open.Where(_ => random.Next(3) > 0))
            {
                filed += await StepAsync(process, one.CaseId, random) ? 1 : 0;
            }

            world.Time.Advance(TimeSpan.FromDays(1));
            await process.Deadlines.RunAsync(default);
        }

        await using var db = world.Databases.Create();
        var now = world.Time.GetUtcNow();
        Assert.Equal(0, await db.Cases.CountAsync(c => c.NextAlarmAt <= now));
        foreach (var late in await db.Cases.AsNoTracking().Where(c => c.DueAt < now).Select(c => c.CaseId).ToListAsync())
        {
            Assert.Contains("deadline_breached", await db.Events.Where(e => e.CaseId == late).Select(e => e.Kind).ToListAsync());
        }

        Assert.True(filed > 100, $"Only {filed} steps were taken.");
    }

    [Fact]
    public async Task An_order_that_nobody_takes_up_is_told_and_commands_too_old_to_come_again_are_forgotten()
    {
        await using var world = await World.OpenAsync();
        await world.SuspectAsync(Some.Suspicion());
        var process = world.Boot();
        await process.CatchUpAsync();
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
        await CommandTests.DoAsync(process, CaseOne, Some.Order(), Some.Leader);
        world.Time.Advance(TimeSpan.FromMinutes(479));
        await process.Deadlines.RunAsync(default);
        Assert.DoesNotContain("work_order_unacknowledged", await KindsAsync(world));

        world.Time.Advance(TimeSpan.FromMinutes(1));
        await process.Deadlines.RunAsync(default);
        Assert.Contains("work_order_unacknowledged", await KindsAsync(world));

        await using var db = world.Databases.Create();
        Assert.Equal(2, await db.ProcessedCommands.CountAsync());
        world.Time.Advance(TimeSpan.FromDays(31));
        await process.Deadlines.RunAsync(default);
        Assert.Equal(0, await db.ProcessedCommands.CountAsync());
    }

    [Fact]
    public async Task A_confirmed_case_is_looked_at_again_after_its_end()
    {
        await using var world = await World.OpenAsync();
        await world.SuspectAsync(Some.Suspicion());
        var process = world.Boot();
        await process.CatchUpAsync();
        await CloseAsync(process, Outcome.Confirmed);
        world.Time.Advance(TimeSpan.FromDays(91));

        await process.Deadlines.RunAsync(default);

        Assert.Equal(CaseStage.Reopened, (await process.Queries.GetAsync(CaseOne, default))!.Case.Stage);
        Assert.Contains("look_back_due", await KindsAsync(world));
    }

    [Fact]
    public async Task After_a_visit_that_found_nothing_nobody_is_sent_for_180_days_unless_something_independent_comes()
    {
        await using var world = await World.OpenAsync();
        await world.SuspectAsync(Some.Suspicion());
        var process = world.Boot();
        await process.CatchUpAsync();
        await CloseAsync(process, Outcome.NotFound);

        await world.SuspectAsync(Some.Suspicion("s2"));
        await process.CatchUpAsync();
        Assert.Empty((await process.Queries.ListAsync(new(), new(), default)).Cases);
        var held = Assert.Single((await process.Queries.ListAsync(new(Hidden: true), new(), default)).Cases);
        var refused = await process.Commands.HandleAsync(held.CaseId, Some.Confirm(), Some.Reviewer, null, default);
        Assert.Contains("found nothing lately", refused.Refusal!.Message, StringComparison.Ordinal);

        await world.SuspectAsync(Some.Suspicion("drawn") with { Evidence = """{"town":"Hongqiao","found_by":"random","selection_probability":0.01}""" });
        await process.CatchUpAsync();
        Assert.Empty((await process.Queries.ListAsync(new(), new(), default)).Cases);

        await world.SuspectAsync(Some.Suspicion("s3") with { Evidence = """{"town":"Hongqiao","found_by":"complaint"}""" });
        await process.CatchUpAsync();
        Assert.Single((await process.Queries.ListAsync(new(), new(), default)).Cases);
        await CommandTests.DoAsync(process, held.CaseId, Some.Confirm(), Some.Reviewer);
    }

    private static async Task CloseAsync(Process process, Outcome outcome)
    {
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
        var order = (await CommandTests.DoAsync(process, CaseOne, Some.Order(), Some.Leader)).WorkOrderId!;
        await CommandTests.DoAsync(process, order, Some.Outcome(order, outcome), Some.Inspector);
        await CommandTests.DoAsync(process, CaseOne, new Verify(Guid.NewGuid(), true, null), Some.Reviewer);
        await CommandTests.DoAsync(process, CaseOne, new Close(Guid.NewGuid(), null), Some.Reviewer);
    }

    private static async Task<bool> StepAsync(Process process, string caseId, Random random)
    {
        var detail = (await process.Queries.GetAsync(caseId, default))!;
        var order = detail.WorkOrders is [.., var last] ? last.WorkOrderId : "";
        (ICaseCommand Command, Actor Actor)? step = detail.Case.Stage switch
        {
            CaseStage.Detected or CaseStage.Reopened => (random.Next(3) is 0 ? Some.Dismiss() : Some.Confirm(), Some.Reviewer),
            CaseStage.Filed or CaseStage.Returned => (Some.Order(), Some.Leader),
            CaseStage.Dispatched => (random.Next(4) is 0 ? new ReturnWorkOrder(Guid.NewGuid(), order, "busy", null) : Some.Outcome(order, random.Next(2) is 0 ? Outcome.NoEntry : Outcome.Confirmed), Some.Inspector),
            CaseStage.Handling when detail.Allowed.Contains("verify") => (new Verify(Guid.NewGuid(), true, null), Some.Reviewer),
            CaseStage.Handling => (Some.Outcome(order), Some.Inspector),
            CaseStage.Verified => (new Close(Guid.NewGuid(), null), Some.Leader),
            _ => null,
        };
        return step is { } next && (await process.Commands.HandleAsync(caseId, next.Command, next.Actor, null, default)).IsAccepted;
    }

    private static async Task<List<string>> KindsAsync(World world)
    {
        await using var db = world.Databases.Create();
        return await db.Events.OrderBy(e => e.Position).Select(e => e.Kind).ToListAsync();
    }
}
