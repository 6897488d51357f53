namespace CityOps.Casework.Tests.Suspicions;

/// <summary>A consumer that dies between any two steps, again and again, leaves what one that never died leaves.</summary>
public sealed class CrashTests
{
    [Theory]
    [MemberData(nameof(Server.All), MemberType = typeof(Server))]
    public async Task Dying_between_any_two_steps_loses_nothing_and_doubles_nothing(ServerKind kind)
    {
        var suspicions = SuspicionScript.Make(seed: 3, count: 140);
        var tuning = new CaseworkTuning { SuspicionsPerTransaction = 4 };
        await using var calm = await World.OpenAsync(kind);
        await FillAsync(calm, suspicions);
        await calm.Boot(tuning).CatchUpAsync();

        await using var world = await World.OpenAsync(kind);
        await FillAsync(world, suspicions);
        var deaths = 0;
        foreach (var point in new[] { "before-commit", "after-commit", "before-append", "after-append", "before-commit", "after-commit" })
        {
            for (var nth = 1; nth <= 3; nth++)
            {
                deaths += await RunUntilDeathAsync(world, tuning, new Crash(point, nth)) ? 1 : 0;
            }
        }

        await world.Boot(tuning).CatchUpAsync();

        Assert.True(deaths >= 8, $"only {deaths} crashes happened");
        Assert.Equal(await Dump.OfAsync(calm.Databases), await Dump.OfAsync(world.Databases));
        Assert.True(await DeadOriginsAsync(calm) is var expected && expected.SetEquals(await DeadOriginsAsync(world)));
    }

    private static async Task FillAsync(World world, Contracts.Events.Suspicion[] suspicions)
    {
        foreach (var (index, suspicion) in suspicions.Index())
        {
            await world.SuspectAsync(suspicion);
            if (index % 20 is 7)
            {
                await world.AppendAsync($"broken {index}", suspicion.Subject);
            }
        }
    }

    private static async Task<bool> RunUntilDeathAsync(World world, CaseworkTuning tuning, Crash crash)
    {
        try
        {
            await world.Boot(tuning, new CrashingLog(world.Log, crash), null, new CrashAtCommit(crash)).CatchUpAsync();
        }
        catch (CrashException)
        {
            // The next process takes over.
        }

        return crash.Happened;
    }

    private static async Task<HashSet<string>> DeadOriginsAsync(World world) =>
        [.. (await world.ReadTopicAsync(CityOps.Casework.Suspicions.SuspicionDeadLetters.Topic)).Select(m => System.Text.Encoding.UTF8.GetString(m.Record.Key.Span))];
}
