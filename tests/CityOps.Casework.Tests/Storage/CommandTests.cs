using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Tests.Storage;

public sealed class CommandTests
{
    private static readonly string CaseOne = CaseId.Of("group-rental", "42", "s1");

    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task A_case_goes_from_suspicion_to_its_end(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        var process = await WithCaseAsync(world);

        await DoAsync(process, CaseOne, Some.Confirm(note: "curves of five people"), Some.Reviewer);
        var order = (await DoAsync(process, CaseOne, Some.Order(), Some.Leader)).WorkOrderId!;
        await DoAsync(process, order, new AcceptWorkOrder(Guid.NewGuid(), order), Some.Inspector);
        await DoAsync(process, order, Some.Outcome(order, Outcome.NoEntry), Some.Inspector);
        await DoAsync(process, order, Some.Outcome(order), Some.Inspector);
        await DoAsync(process, CaseOne, new Verify(Guid.NewGuid(), true, null), Some.Reviewer);
        var closed = await DoAsync(process, CaseOne, new Close(Guid.NewGuid(), null), Some.Reviewer);

        var detail = (await process.Queries.GetAsync(CaseOne, default))!;
        Assert.Equal((CaseStage.Closed, closed.Version), (detail.Case.Stage, detail.Case.Version));
        Assert.Equal("Hongqiao", detail.Case.Town);
        Assert.Equal(1, detail.Evidence[0].Document.GetProperty("people").GetInt32());
        Assert.Equal((2, Outcome.Confirmed, 9), (detail.WorkOrders[0].Attempts, detail.WorkOrders[0].Outcome, detail.WorkOrders[0].PeopleFound));
        Assert.Equal(
            ["opened", "evidence_added", "triaged", "filed", "work_order_created", "work_order_accepted", "visit_failed", "outcome_reported", "outcome_verified", "closed"],
            detail.History.Select(h => h.Kind));
        Assert.Equal("curves of five people", detail.History[3].Payload.GetProperty("note").GetString());
        Assert.False(detail.History[1].Payload.TryGetProperty("document", out _));
        Assert.Equal(["reopen", "raise_objection"], detail.AllowedCommands.Select(a => a.Kind));
    }

    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task The_same_command_sent_again_gets_the_same_answer_and_does_nothing(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        var process = await WithCaseAsync(world);
        await DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
        var command = Some.Order();
        var first = await DoAsync(process, CaseOne, command, Some.Leader);
        await DoAsync(process, CaseOne, new Extend(Guid.NewGuid(), "later", Some.Now.AddYears(1), null), Some.Leader);

        var again = await DoAsync(world.Boot(), CaseOne, command with { }, Some.Leader);

        Assert.Equal(first with { Repeated = true }, again);
        Assert.Single((await process.Queries.GetAsync(CaseOne, default))!.WorkOrders);
    }

    [Fact]
    public async Task A_command_id_used_for_something_else_is_refused()
    {
        await using var world = await World.OpenAsync();
        var process = await WithCaseAsync(world);
        var command = Some.Confirm();
        await DoAsync(process, CaseOne, command, Some.Reviewer);
        var other = await process.Commands.HandleAsync(CaseOne, command with { Note = "changed" }, Some.Reviewer, null, default);
        Assert.Equal(RefusalKind.Invalid, other.Refusal?.Kind);
    }

    [Fact]
    public async Task A_refused_command_may_be_sent_again_under_its_id()
    {
        await using var world = await World.OpenAsync();
        var process = await WithCaseAsync(world);
        var order = Some.Order();
        Assert.False((await process.Commands.HandleAsync(CaseOne, order, Some.Leader, null, default)).IsAccepted);
        await DoAsync(process, CaseOne, Some.Confirm(), Some.Reviewer);
        await DoAsync(process, CaseOne, order, Some.Leader);
    }

    [Fact]
    public async Task Acting_on_an_old_version_is_a_conflict_that_says_what_is_allowed_now()
    {
        await using var world = await World.OpenAsync();
        var process = await WithCaseAsync(world);
        var seen = (await process.Queries.GetAsync(CaseOne, default))!.Case.Version;
        await DoAsync(process, CaseOne, new Triage(Guid.NewGuid()), Some.Analyst);

        var late = await process.Commands.HandleAsync(CaseOne, Some.Confirm(), Some.Reviewer, seen, default);

        Assert.Equal((RefusalKind.WrongVersion, seen + 1, CaseStage.Triaged), (late.Refusal!.Kind, late.Refusal.Version, late.Refusal.Stage));
        Assert.Equal(["review", "snooze", "merge"], late.Refusal.Allowed);
    }

    [Theory]
    [InlineData("CASE-000000000000")]
    [InlineData("WO-000000000000-1")]
    [InlineData("nonsense")]
    public async Task A_case_that_is_not_there_is_not_found(string id)
    {
        await using var world = await World.OpenAsync();
        var answer = await world.Boot().Commands.HandleAsync(id, Some.Confirm(), Some.Reviewer, null, default);
        Assert.Equal(RefusalKind.NotFound, answer.Refusal?.Kind);
        Assert.Null(await world.Boot().Queries.GetAsync(id, default));
    }

    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task Of_many_who_dispatch_at_once_one_succeeds(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        await DoAsync(await WithCaseAsync(world), CaseOne, Some.Confirm(), Some.Reviewer);

        var processes = Enumerable.Range(0, 4).Select(_ => world.Boot()).ToList();
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(
            () => processes[i % 4].Commands.HandleAsync(CaseOne, Some.Order($"inspector{i}"), Some.Leader, null, default))));

        Assert.Single(answers, a => a.IsAccepted);
        Assert.All(answers.Where(a => !a.IsAccepted), a => Assert.Equal(RefusalKind.WrongStage, a.Refusal!.Kind));
        Assert.Single((await world.Boot().Queries.GetAsync(CaseOne, default))!.WorkOrders);
    }

    [Fact]
    public async Task An_ended_case_is_not_reopened_beside_another_of_the_subject()
    {
        await using var world = await World.OpenAsync();
        var process = await WithCaseAsync(world);
        await DoAsync(process, CaseOne, Some.Dismiss(), Some.Reviewer);
        await world.SuspectAsync(Some.Suspicion("s2"));
        await process.CatchUpAsync();

        var second = (await process.Queries.GetAsync(CaseId.Of("group-rental", "42", "s2"), default))!;
        Assert.Equal(CaseOne, second.Case.PreviousCaseId);
        var reopened = await process.Commands.HandleAsync(CaseOne, new Reopen(Guid.NewGuid(), "mistake", null), Some.Leader, null, default);
        Assert.Contains(second.Case.CaseId, reopened.Refusal!.Message, StringComparison.Ordinal);
    }

    internal static async Task<Process> WithCaseAsync(World world)
    {
        await world.SuspectAsync(Some.Suspicion());
        var process = world.Boot();
        await process.CatchUpAsync();
        return process;
    }

    internal static async Task<CommandAccepted> DoAsync(Process process, string id, ICaseCommand command, Actor actor)
    {
        var answer = await process.Commands.HandleAsync(id, command, actor, null, default);
        Assert.True(answer.IsAccepted, answer.Refusal?.Message);
        return answer.Value;
    }
}
