using CityOps.Casework.Domain;
using CityOps.Casework.Suspicions;
using CityOps.Casework.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Tests.Suspicions;

/// <summary>A case whose history is damaged stops no other: neither the intake of suspicions nor the deadlines.</summary>
public sealed class BadCaseTests
{
    private static readonly string Bad = CaseId.Of("group-rental", "1", "s1");
    private static readonly string Good = CaseId.Of("group-rental", "2", "s2");

    [Fact]
    public async Task A_suspicion_of_a_case_that_cannot_be_read_goes_aside_and_those_behind_it_take_effect()
    {
        await using var world = await WithBadCaseAsync();
        await world.SuspectAsync(Some.Suspicion("s1", "1", revision: 2), Some.Suspicion("s2", "2", revision: 2, score: 0.9), Some.Suspicion("s3", "3"));
        var process = world.Boot();

        await process.CatchUpAsync();

        Assert.Single(await world.ReadTopicAsync(SuspicionDeadLetters.Topic));
        Assert.Equal(0.9, (await process.Queries.GetAsync(Good, default))!.Case.Score);
        Assert.NotNull(await process.Queries.GetAsync(CaseId.Of("group-rental", "3", "s3"), default));
    }

    [Fact]
    public async Task The_deadlines_of_other_cases_are_kept()
    {
        await using var world = await WithBadCaseAsync();
        world.Time.Advance(TimeSpan.FromDays(60));

        Assert.Equal(7, await world.Boot().Deadlines.RunAsync(default));
        Assert.Contains((await world.Boot().Queries.GetAsync(Good, default))!.History, h => h.Kind is "deadline_breached");
    }

    private static async Task<World> WithBadCaseAsync()
    {
        var world = await World.OpenAsync();
        await world.SuspectAsync(Some.Suspicion("s1", "1"), Some.Suspicion("s2", "2"));
        var process = world.Boot();
        await process.CatchUpAsync();
        await CommandTests.DoAsync(process, Bad, new Commands.Triage(Guid.NewGuid()), Some.Analyst);
        await using var db = world.Databases.Create();
        await db.Events.Where(e => e.CaseId == Bad && e.Sequence == 2).ExecuteDeleteAsync();
        return world;
    }
}
