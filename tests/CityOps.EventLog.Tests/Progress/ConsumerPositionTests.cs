using CityOps.EventLog.Progress;
using Microsoft.Extensions.Logging.Abstractions;

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

    [Fact]
    public void Why_the_age_of_what_waits_is_not_known_is_told()
    {
        var own = new PartitionStatus(Partition, TimeProvider.System, NullLogger.Instance);
        own.Begin(4);

        Assert.Equal("this process does not work on it", ConsumerPosition.Of("landing", Partition, 4, new LogOffsets(0, 5), own: null).AgeUnknown);
        Assert.Equal("nothing of what waits was read yet", ConsumerPosition.Of("landing", Partition, 4, new LogOffsets(0, 5), own).AgeUnknown);
        Assert.Equal("its checkpoint is of another log", ConsumerPosition.Of("landing", Partition, 700, new LogOffsets(0, 5), own).AgeUnknown);
        Assert.Null(ConsumerPosition.Of("landing", Partition, 5, new LogOffsets(0, 5), own).AgeUnknown);
    }

    [Fact]
    public void Where_the_log_is_not_asked_again_state_and_progress_are_of_now_and_the_end_is_as_it_was()
    {
        var own = new PartitionStatus(Partition, TimeProvider.System, NullLogger.Instance);
        own.Begin(4);
        var position = ConsumerPosition.Of("landing", Partition, 4, new LogOffsets(0, 16), own);

        own.Landed(10, rows: 60, DateTimeOffset.UnixEpoch);
        own.Failed(new InvalidOperationException("no room"));

        var now = position.Now(own);
        Assert.Equal((10, 16, 60, PartitionState.Retrying, "no room"), (now.NextOffset, now.EndOffset, now.Rows, now.State, now.Reason));
        Assert.Same(position, position.Now(null));
    }
}
