using CityOps.Pipelines.Trucks;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class NoiseFilterTests
{
    private const long Second = 1_000;

    private NoiseFilter _filter;

    [Fact]
    public void A_point_sent_twice_is_taken_once()
    {
        Assert.Single(Take(SomeTruck.At(0)));
        Assert.Empty(Take(SomeTruck.At(0)));
        Assert.Equal(1, _filter.Duplicates);
    }

    [Fact]
    public void A_jump_of_kilometres_and_back_is_dropped()
    {
        Take(SomeTruck.At(0));
        Assert.Empty(Take(SomeTruck.At(20 * Second, 4_000_000)));
        Assert.Single(Take(SomeTruck.At(40 * Second, 100)));
        Assert.Equal(1, _filter.Jumps);
    }

    [Fact]
    public void A_truck_that_really_is_elsewhere_is_believed_at_the_third_point_and_nothing_is_lost()
    {
        Take(SomeTruck.At(0));
        Assert.Empty(Take(SomeTruck.At(20 * Second, 50_000)));
        Assert.Empty(Take(SomeTruck.At(40 * Second, 50_100)));
        Assert.Equal([20 * Second, 40 * Second, 60 * Second], Take(SomeTruck.At(60 * Second, 50_200)).Select(p => p.AtMs));
        Assert.Single(Take(SomeTruck.At(80 * Second, 50_300)));
        Assert.Equal(0, _filter.Jumps);
    }

    [Fact]
    public void A_first_point_that_was_wrong_locks_nobody_out()
    {
        Take(SomeTruck.At(0, -9_000_000));
        var believed = Enumerable.Range(1, 10).Sum(i => Take(SomeTruck.At(i * 20 * Second, i * 100)).Length);
        Assert.Equal(10, believed);
    }

    [Fact]
    public void A_long_way_in_a_long_time_is_no_jump()
    {
        Take(SomeTruck.At(0));
        Assert.Single(Take(SomeTruck.At(3_600 * Second, 60_000)));
    }

    [Fact]
    public void Receivers_that_scatter_by_some_metres_each_second_make_no_jumps()
    {
        Take(SomeTruck.At(0));
        Assert.Single(Take(SomeTruck.At(Second, 150)));
    }

    [Fact]
    public void With_the_engine_off_a_truck_stays_where_it_is()
    {
        Take(SomeTruck.At(0, ignition: Told.No));
        var believed = Assert.Single(Take(SomeTruck.At(60 * Second, 90, ignition: Told.No)));
        Assert.Equal(SomeTruck.Lon, believed.Lon);
        Assert.Equal(1, _filter.Drifts);
    }

    [Fact]
    public void Alarms_of_dropped_points_pass_to_the_next_believed_one()
    {
        Take(SomeTruck.At(0, alarms: 1));
        Take(SomeTruck.At(0, alarms: 2));
        Take(SomeTruck.At(20 * Second, 4_000_000, alarms: 4));
        Assert.Equal(2u | 4u | 8u, Assert.Single(Take(SomeTruck.At(40 * Second, alarms: 8))).Alarms);
        Assert.Equal(0u, Assert.Single(Take(SomeTruck.At(60 * Second))).Alarms);
    }

    private TrackPoint[] Take(TrackPoint point)
    {
        var believed = new TrackPoint[NoiseFilter.MaxBelieved];
        return believed[.._filter.Take(point, new TruckOptions(), believed)];
    }
}
