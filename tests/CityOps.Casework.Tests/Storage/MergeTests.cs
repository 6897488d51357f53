using CityOps.Casework.Commands;
using CityOps.Casework.Domain;

namespace CityOps.Casework.Tests.Storage;

public sealed class MergeTests
{
    private static readonly string One = CaseId.Of("group-rental", "1", "s1");
    private static readonly string Two = CaseId.Of("group-rental", "2", "s2");

    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task The_old_id_of_a_merged_case_leads_on_for_reading_commands_and_suspicions_until_it_is_a_case_of_its_own_again(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        await world.SuspectAsync(Some.Suspicion("s1", "1"), Some.Suspicion("s2", "2"));
        var process = world.Boot();
        await process.CatchUpAsync();

        await CommandTests.DoAsync(process, One, new MergeInto(Guid.NewGuid(), Two, "one flat, two meters"), Some.Analyst);
        var detail = (await process.Queries.GetAsync(One, default))!;
        Assert.Equal((Two, One), (detail.Case.CaseId, detail.RequestedId));
        Assert.Equal([One], detail.Now.Absorbed);
        Assert.Equal(Two, (await process.Queries.GetAsync(One, default, asItIs: true))!.Case.MergedInto);
        Assert.Equal(Two, (await CommandTests.DoAsync(process, One, new Triage(Guid.NewGuid()), Some.Analyst)).CaseId);

        await world.SuspectAsync(Some.Suspicion("s1", "1", revision: 2, score: 0.95), Some.Suspicion("s3", "1"));
        await process.CatchUpAsync();
        Assert.Equal((3, 0.95), ((await process.Queries.GetAsync(Two, default))!.Case.EvidenceCount, (await process.Queries.GetAsync(Two, default))!.Case.Score));
        Assert.Single((await process.Queries.ListAsync(new(), new(), default)).Cases);

        await CommandTests.DoAsync(process, One, new Unmerge(Guid.NewGuid(), null), Some.Analyst);
        Assert.Equal(CaseStage.Reopened, (await process.Queries.GetAsync(One, default))!.Case.Stage);
        Assert.Empty((await process.Queries.GetAsync(Two, default))!.Now.Absorbed);

        // What came for it meanwhile is its own, and what comes from now on too.
        await world.SuspectAsync(Some.Suspicion("s3", "1", revision: 2, score: 0.97));
        await process.CatchUpAsync();
        var (one, two) = ((await process.Queries.GetAsync(One, default))!, (await process.Queries.GetAsync(Two, default))!);
        Assert.Equal(["s3 2", "s1 2"], one.Evidence.Select(e => $"{e.SuspicionId} {e.Revision}"));
        Assert.Equal((2, 0.97), (one.Case.EvidenceCount, one.Case.Score));
        Assert.Equal(["s2"], two.Evidence.Select(e => e.SuspicionId));
        Assert.Equal(1, two.Case.EvidenceCount);
    }

    [Fact]
    public async Task A_case_merges_only_into_an_open_case_of_its_scenario()
    {
        await using var world = await World.OpenAsync();
        await world.SuspectAsync(Some.Suspicion("s1", "1"), Some.Suspicion("t", "T-1", scenario: "muck-truck"));
        var process = world.Boot();
        await process.CatchUpAsync();
        foreach (var into in new[] { One, "CASE-000000000000", CaseId.Of("muck-truck", "T-1", "t") })
        {
            Assert.Equal(RefusalKind.Invalid, (await process.Commands.HandleAsync(One, new MergeInto(Guid.NewGuid(), into, null), Some.Analyst, null, default)).Refusal?.Kind);
        }
    }

    [Fact]
    public async Task A_household_goes_into_another_dwellings_case_only_with_a_word_why_and_a_truck_without()
    {
        await using var world = await World.OpenAsync();
        await world.SuspectAsync(
            Some.Suspicion("s1", "1"), Some.Suspicion("s2", "2"), Some.Suspicion("t1", "T-1", scenario: "muck-truck"), Some.Suspicion("t2", "T-2", scenario: "muck-truck"));
        var process = world.Boot();
        await process.CatchUpAsync();
        foreach (var note in new[] { null, " ", "x" })
        {
            var refused = (await process.Commands.HandleAsync(One, new MergeInto(Guid.NewGuid(), Two, note), Some.Analyst, null, default)).Refusal!;
            Assert.Equal(RefusalKind.Invalid, refused.Kind);
            Assert.StartsWith("note is", refused.Message, StringComparison.Ordinal);
        }

        await CommandTests.DoAsync(process, One, new MergeInto(Guid.NewGuid(), Two, "一户两表"), Some.Analyst);
        await CommandTests.DoAsync(process, CaseId.Of("muck-truck", "T-1", "t1"), new MergeInto(Guid.NewGuid(), CaseId.Of("muck-truck", "T-2", "t2"), null), Some.Analyst);
    }

    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task Twenty_who_dispatch_at_once_send_one(ServerKind kind)
    {
        await using var world = await World.OpenAsync(kind);
        await world.SuspectAsync(Some.Suspicion("s1", "1"));
        var (process, other) = (world.Boot(), world.Boot());
        await process.CatchUpAsync();
        await CommandTests.DoAsync(process, One, Some.Confirm(), Some.Reviewer);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            (i % 2 is 0 ? process : other).Commands.HandleAsync(One, Some.Order($"ivo{i}"), Some.Leader, null, default)));

        Assert.Single(answers, a => a.IsAccepted);
        Assert.Single((await process.Queries.GetAsync(One, default))!.WorkOrders);
    }
}
