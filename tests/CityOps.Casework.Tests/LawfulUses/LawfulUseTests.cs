using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Tests.Storage;

namespace CityOps.Casework.Tests.LawfulUses;

public sealed class LawfulUseTests
{
    private static readonly string CaseOne = CaseId.Of("group-rental", "42", "s1");

    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task A_use_that_is_approved_while_a_case_is_open_holds_that_case(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        await world.SuspectAsync(Some.Suspicion("s1"));
        var process = world.Boot();
        await process.CatchUpAsync();
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);

        var until = world.Time.GetUtcNow().AddYears(1);
        var (use, wrong) = await process.LawfulUses.RequestAsync("group-rental", "42", "family", "paper:1", until, "ana", default);
        Assert.Null(wrong);
        Assert.Equal(RefusalKind.WrongOwner, (await process.LawfulUses.ApproveAsync(use!.Id, "ana", default)).Why);
        Assert.Null((await process.Queries.GetAsync(CaseOne, default))!.Now.HeldUntil);
        Assert.Null((await process.LawfulUses.ApproveAsync(use.Id, "rui", default)).Why);

        var held = (await process.Queries.GetAsync(CaseOne, default))!;
        Assert.Equal(until, held.Now.HeldUntil);
        Assert.Null(held.Case.DueAt);
        Assert.NotNull((await process.Commands.HandleAsync(CaseOne, Some.Order(), Some.Leader, null, default)).Refusal);

        await process.LawfulUses.RevokeAsync(use.Id, default);
        Assert.Null((await process.Queries.GetAsync(CaseOne, default))!.Now.HeldUntil);
        await CommandTests.DoAsync(process, CaseOne, Some.Order(), Some.Leader);
    }

    private static readonly string Other = CaseId.Of("group-rental", "43", "s43");

    public static TheoryData<string, ICaseCommand[]> WaysBack { get; } = new()
    {
        { "merged and un-merged", [new MergeInto(Guid.NewGuid(), Other, "one flat, two meters"), new Unmerge(Guid.NewGuid(), null)] },
        { "dismissed and undone", [Some.Dismiss(), new UndoDismissal(Guid.NewGuid())] },
        { "dismissed and reopened", [Some.Dismiss(), new Reopen(Guid.NewGuid(), "mistake", null)] },
    };

    [Theory]
    [MemberData(nameof(WaysBack))]
    public async Task A_held_case_that_ends_and_comes_back_is_held_again(string way, ICaseCommand[] steps)
    {
        await using var world = await World.OpenAsync();
        await world.SuspectAsync(Some.Suspicion("s1"), Some.Suspicion("s43", "43"));
        var process = world.Boot();
        await process.CatchUpAsync();
        var (id, until) = await ApprovedAsync(world, process, "42", years: 1);
        foreach (var step in steps)
        {
            await CommandTests.DoAsync(process, CaseOne, step, Some.Reviewer);
        }

        var back = (await process.Queries.GetAsync(CaseOne, default))!;
        Assert.True(back.Now.HeldUntil == until && back.Case.DueAt is null, way);
        Assert.Contains("Nobody may be sent", (await process.Commands.HandleAsync(CaseOne, Some.Confirm(), Some.Reviewer, null, default)).Refusal!.Message, StringComparison.Ordinal);
        await process.LawfulUses.RevokeAsync(id, default);
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
    }

    [Fact]
    public async Task A_use_that_is_approved_while_the_case_is_suspended_calls_back_and_holds_at_the_resumption()
    {
        await using var world = await World.OpenAsync();
        var process = await CommandTests.WithCaseAsync(world);
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
        await CommandTests.DoAsync(process, CaseOne, Some.Order(), Some.Leader);
        await CommandTests.DoAsync(process, CaseOne, new Suspend(Guid.NewGuid(), "court_pending", null), Some.Leader);
        var (_, until) = await ApprovedAsync(world, process, "42", years: 1);

        var resumed = await CommandTests.DoAsync(process, CaseOne, new Resume(Guid.NewGuid()), Some.Leader);

        var detail = (await process.Queries.GetAsync(CaseOne, default))!;
        Assert.Equal((CaseStage.Returned, resumed.Version, until), (resumed.Stage, detail.Case.Version, detail.Now.HeldUntil));
        Assert.Equal(WorkOrderStatus.Cancelled, Assert.Single(detail.WorkOrders).Status);
    }

    [Fact]
    public async Task A_use_that_is_approved_while_an_outcome_waits_holds_the_case_when_that_does_not_pass()
    {
        await using var world = await World.OpenAsync();
        var process = await CommandTests.WithCaseAsync(world);
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
        var order = (await CommandTests.DoAsync(process, CaseOne, Some.Order(), Some.Leader)).WorkOrderId!;
        await CommandTests.DoAsync(process, order, Some.Outcome(order), Some.Inspector);
        await ApprovedAsync(world, process, "42", years: 1);

        await CommandTests.DoAsync(process, CaseOne, new Verify(Guid.NewGuid(), false, "wrong door"), Some.Reviewer);

        Assert.NotNull((await process.Queries.GetAsync(CaseOne, default))!.Now.HeldUntil);
    }

    [Theory]
    [InlineData(false, "Dismiss the case, or have the registration revoked")]
    [InlineData(true, "Suspend the case and resume it")]
    public async Task A_case_without_its_hold_is_neither_filed_nor_dispatched_and_the_way_out_is_named(bool filed, string wayOut)
    {
        await using var world = await World.OpenAsync();
        var process = await CommandTests.WithCaseAsync(world);
        if (filed)
        {
            await CommandTests.DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
        }

        // As an earlier release left it.
        await StandsAsync(world, "group-rental", "42");

        var refused = (await process.Commands.HandleAsync(CaseOne, filed ? Some.Order() : Some.Confirm(), filed ? Some.Leader : Some.Reviewer, null, default)).Refusal!;
        Assert.Equal(RefusalKind.Invalid, refused.Kind);
        Assert.Contains(wayOut, refused.Message, StringComparison.Ordinal);
        if (filed)
        {
            await CommandTests.DoAsync(process, CaseOne, new Suspend(Guid.NewGuid(), "court_pending", null), Some.Leader);
            await CommandTests.DoAsync(process, CaseOne, new Resume(Guid.NewGuid()), Some.Leader);
        }

        await CommandTests.DoAsync(process, CaseOne, Some.Dismiss(), Some.Reviewer);
    }

    [Fact]
    public async Task A_shorter_use_holds_on_when_the_longer_is_revoked_and_a_complaint_ends_neither()
    {
        await using var world = await World.OpenAsync();
        var process = await CommandTests.WithCaseAsync(world);
        var (_, shorter) = await ApprovedAsync(world, process, "42", years: 1);
        var (id, longer) = await ApprovedAsync(world, process, "42", years: 2);
        await world.SuspectAsync(Some.Suspicion("s3") with { Evidence = """{"town":"Hongqiao","found_by":"complaint"}""" });
        await process.CatchUpAsync();
        Assert.Equal(longer, (await process.Queries.GetAsync(CaseOne, default))!.Now.HeldUntil);

        await process.LawfulUses.RevokeAsync(id, default);

        Assert.Equal(shorter, (await process.Queries.GetAsync(CaseOne, default))!.Now.HeldUntil);
    }

    private static async Task<(string Id, DateTimeOffset Until)> ApprovedAsync(World world, Process process, string subject, int years)
    {
        var until = world.Time.GetUtcNow().AddYears(years);
        var (use, _) = await process.LawfulUses.RequestAsync("group-rental", subject, "family", "paper:1", until, "ana", default);
        Assert.Null((await process.LawfulUses.ApproveAsync(use!.Id, "rui", default)).Why);
        return (use.Id, until);
    }

    // A use in the register, and a case that knows nothing of it.
    internal static async Task StandsAsync(World world, string scenario, string subject)
    {
        await using var db = world.Databases.Create();
        db.LawfulUses.Add(new()
        {
            Id = "LU-1",
            Scenario = scenario,
            Subject = subject,
            Kind = "family",
            EvidenceRefs = "paper:1",
            RequestedBy = "ana",
            RequestedAt = Some.Now,
            ApprovedBy = "rui",
            ApprovedAt = Some.Now,
            ExpiresAt = Some.Now.AddYears(1),
        });
        await db.SaveChangesAsync();
    }
}
