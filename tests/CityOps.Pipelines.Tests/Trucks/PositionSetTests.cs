using CityOps.Pipelines.Trucks;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Tests.Trucks;

/// <summary>A set that keeps its first member apart is a set all the same, through copies and checkpoints.</summary>
public sealed class PositionSetTests
{
    [Fact]
    public void It_tells_new_positions_from_known_ones_as_a_hash_set_does()
    {
        var random = new Random(7);
        var (set, model) = (new PositionSet(), new HashSet<(double, double)>());
        for (var i = 0; i < 20_000; i++)
        {
            if (random.Next(30) == 0)
            {
                set.Clear();
                model.Clear();
            }

            var (lon, lat) = (random.Next(6), random.Next(6));
            Assert.Equal(model.Add((lon, lat)), set.Add(lon, lat));
            Assert.Equal(model.Count, set.Count);
            set = (i % 3) switch { 0 => Copied(set), 1 => Restored(set), _ => set };
        }
    }

    [Fact]
    public void Beyond_its_limit_a_position_counts_as_new_each_time_and_known_ones_stay_known()
    {
        var set = new PositionSet();
        for (var i = 0; i < PositionSet.MaxPositions; i++)
        {
            Assert.True(set.Add(i, 0));
        }

        Assert.True(set.Add(-1, 0));
        Assert.True(set.Add(-1, 0));
        Assert.False(set.Add(0, 0));
        Assert.False(set.Add(PositionSet.MaxPositions - 1, 0));
        Assert.Equal(PositionSet.MaxPositions, set.Count);
    }

    private static PositionSet Copied(PositionSet set)
    {
        var copy = new PositionSet();
        copy.Add(-5, -5);
        copy.Add(-6, -6);
        copy.CopyFrom(set);
        return copy;
    }

    private static PositionSet Restored(PositionSet set)
    {
        var writer = new StateWriter();
        set.Write(writer);
        var restored = new PositionSet();
        restored.Read(new StateReader(writer.Written));
        return restored;
    }
}
