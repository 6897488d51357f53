using CityOps.Pipelines.Tests.Checkpoints.Model;

namespace CityOps.Pipelines.Tests.Checkpoints;

/// <summary>
/// Every history of a small model of landing: two processes, one partition, three messages in two parts of the table, an engine that remembers
/// blocks before they are in place, kills between any two steps, zombies that go on after they were replaced, a log that is lost.
/// </summary>
public sealed class EveryInterleavingTests
{
    private static readonly Chances Kills = new(TakeOvers: 3, Kills: 2, EngineKills: 1, LogLosses: 0);
    private static readonly Chances LogLoss = new(TakeOvers: 3, Kills: 1, EngineKills: 0, LogLosses: 1);

    [Fact]
    public void Nothing_is_lost_or_doubled_whoever_is_killed_and_whenever()
    {
        var all = Exploration.Of(new Protocol(), Kills);
        Assert.Null(all.Wrong);
        Assert.InRange(all.Quiet, 100, all.States);
        Assert.True(all.States > 10_000, $"Only {all.States} states were seen.");
        TestContext.Current.TestOutputHelper!.WriteLine($"{all.States} states, {all.Quiet} of them quiet.");
    }

    [Fact]
    public void Nothing_of_a_log_that_was_made_anew_is_lost()
    {
        var all = Exploration.Of(new Protocol(), LogLoss);
        Assert.Null(all.Wrong);
        Assert.InRange(all.Quiet, 100, all.States);
    }

    [Fact]
    public void Without_a_recorded_range_rows_are_lost() => AssertLoses(new Protocol { RecordsRange = false }, Kills);

    [Fact]
    public void With_a_range_that_a_shorter_batch_narrows_rows_are_lost() => AssertLoses(new Protocol { KeepsWidestRange = false }, Kills);

    [Fact]
    public void With_the_engines_memory_of_blocks_at_recovery_rows_are_lost() => AssertLoses(new Protocol { InsertsAgainWithoutMemory = false }, Kills);

    [Fact]
    public void With_a_checkpoint_that_advances_first_rows_are_lost() => AssertLoses(new Protocol { AdvancesLast = false }, Kills);

    [Fact]
    public void Without_epochs_rows_are_lost() => AssertLoses(new Protocol { FencesByEpoch = false }, Kills);

    [Fact]
    public void With_epochs_that_begin_anew_rows_of_the_next_log_are_lost() => AssertLoses(new Protocol { KeepsEpochWhenForgotten = false }, LogLoss);

    [Fact]
    public void Without_log_ids_rows_of_the_next_log_are_lost() => AssertLoses(new Protocol { ComparesLogIds = false }, LogLoss);

    [Fact]
    public void With_derived_rows_of_all_that_is_in_the_table_stale_ones_may_stand() => Assert.StartsWith(
        "derived rows", Exploration.Of(new Protocol { DerivesFromPrefix = false }, Kills).Wrong, StringComparison.Ordinal);

    [Fact]
    public void Without_keys_rows_are_doubled() =>
        Assert.StartsWith("rows doubled", Exploration.Of(new Protocol { HasKeys = false }, Kills).Wrong, StringComparison.Ordinal);

    private static void AssertLoses(Protocol weakened, Chances chances)
    {
        var found = Exploration.Of(weakened, chances).Wrong;
        Assert.StartsWith("rows lost", found, StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper!.WriteLine(found!);
    }
}
