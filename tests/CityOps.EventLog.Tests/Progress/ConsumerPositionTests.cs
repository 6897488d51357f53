using CityOps.EventLog.Progress;

namespace CityOps.EventLog.Tests.Progress;

public sealed class ConsumerPositionTests
{
    private static readonly TopicPartition Partition = new("cityops.some.v1", 0);

    [Theory]
    [InlineData(null, 4, 12)]
    [InlineData(10L, 10, 6)]
    [InlineData(16L, 16, 0)]
    public void What_waits_lies_between_the_checkpoint_and_the_end(long? checkpoint, long next, long waiting)
    {
        var position = ConsumerPosition.Of("landing", Partition, checkpoint, new LogOffsets(4, 16), own: null);

        Assert.Equal((next, waiting), (position.NextOffset, position.LagMessages));
    }

    [Fact]
    public void Of_a_log_that_ends_before_the_checkpoint_everything_waits()
    {
        var position = ConsumerPosition.Of("landing", Partition, 700, new LogOffsets(0, 5), own: null);

        Assert.Equal((5, 5, null), (position.LagMessages, position.LagRows, position.LagSeconds));
    }
}
