using CityOps.Host.Commands;
using CityOps.Host.Replay;

namespace CityOps.Host.Tests.Replay;

public sealed class LandingWaitTests
{
    private static readonly Dictionary<string, long> Ends = new(StringComparer.Ordinal) { ["readings/0"] = 10, ["readings/1"] = 5 };

    [Fact]
    public void Only_what_was_sent_is_waited_for()
    {
        PartitionProgress[] partitions = [new("readings", 0, 8, "running", null), new("readings", 1, 5, "running", null), new("positions", 0, 3, "stopped", "torn"), new("positions", 1, 0, "retrying", "away")];

        Assert.Equal(2, LandingWait.MessagesIn(partitions, Ends));
        Assert.Null(LandingWait.WhyIn(partitions, Ends));
    }

    [Fact]
    public void A_partition_that_stands_still_behind_our_rows_does_not_matter() =>
        Assert.Equal(0, LandingWait.MessagesIn([new("readings", 0, 10, "stopped", "torn"), new("readings", 1, 5, "running", null)], Ends));

    [Fact]
    public void One_that_stands_still_before_them_ends_the_wait_with_its_reason()
    {
        var error = Assert.Throws<CommandException>(() => LandingWait.MessagesIn([new("readings", 0, 9, "stopped", "the table is torn."), new("readings", 1, 5, "running", null)], Ends));

        Assert.Equal(1, error.ExitCode);
        Assert.Contains("readings, partition 0: the table is torn. What", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_tried_again_is_said_with_its_reason() => Assert.Equal(
        "landing of readings tries again: the warehouse is away",
        LandingWait.WhyIn([new("readings", 0, 8, "retrying", "the warehouse is away."), new("readings", 1, 5, "running", null)], Ends));
}
