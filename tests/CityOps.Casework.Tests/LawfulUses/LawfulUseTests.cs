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
}
