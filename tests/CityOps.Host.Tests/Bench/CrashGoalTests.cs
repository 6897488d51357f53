using CityOps.EventLog;
using CityOps.Host.Bench.Crash;
using CityOps.Pipelines.Checkpoints;

namespace CityOps.Host.Tests.Bench;

public sealed class CrashGoalTests
{
    private static readonly TopicPartition Readings = new("cityops.meter-readings.v1", 1);
    private static readonly TopicPartition Positions = new("cityops.truck-positions.v1", 0);

    private static readonly IReadOnlyList<CrashGoal> Goals = CrashGoal.Of(
        [new("cityops.meter-readings.v1/1", 7), new("cityops.meter-readings.v1/1", 9), new("cityops.truck-positions.v1/0", 4), new("cityops.meter-readings.v1.dead/2", 1)], new CrashGroups());

    [Fact]
    public void Landing_and_every_stream_processor_that_follows_a_topic_have_to_get_to_its_end() =>
        Assert.Equal(
            [
                new CrashGoal("landing", Readings, 9), new CrashGoal("landing", new TopicPartition("cityops.meter-readings.v1.dead", 2), 1),
                new CrashGoal("landing", Positions, 4), new CrashGoal("trucks", Positions, 4),
            ],
            Goals.OrderBy(goal => goal.Group, StringComparer.Ordinal).ThenBy(goal => goal.Partition.Topic, StringComparer.Ordinal));

    [Fact]
    public void A_group_without_a_checkpoint_is_behind()
    {
        var behind = CrashGoal.Behind(Goals.Where(goal => goal.Partition == Positions), [At("landing", Positions, 4)]);
        Assert.Equal([("trucks", null)], behind.Select(b => (b.Goal.Group, b.Stands)));
    }

    [Fact]
    public void A_group_is_behind_until_it_has_reached_the_end()
    {
        var goals = Goals.Where(goal => goal.Partition == Readings).ToList();
        Assert.Equal(8, Assert.Single(CrashGoal.Behind(goals, [At("landing", Readings, 8)])).Stands);
        Assert.Empty(CrashGoal.Behind(goals, [At("landing", Readings, 9)]));
    }

    private static CheckpointSummary At(string group, TopicPartition partition, long next) => new(group, partition, "log", next, PendingTo: null, OwnerEpoch: 1);
}
