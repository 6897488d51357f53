using CityOps.Pipelines.Trucks.Tracing;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class TraceRankingTests
{
    private static readonly DateTimeOffset Found = SomeTruck.Start.AddMinutes(20);

    [Fact]
    public void The_truck_that_lost_weight_where_it_was_found_is_first_and_says_why()
    {
        var ranked = Rank([.. Pass("kept", _ => 31_000), .. Pass("lost", eastM => eastM > 0 ? 30_300 : 31_000)]);

        Assert.Equal(["lost", "kept"], ranked.Select(r => r.Pass.TruckId));
        Assert.Equal("lost_weight", ranked[0].Reasons[0]);
        Assert.Equal(700, ranked[0].Pass.LostKg);
        Assert.DoesNotContain("lost_weight", ranked[1].Reasons);
    }

    [Theory]
    [InlineData("empty", "closed", "full", "closed")]
    [InlineData("full", "closed", "full", "open")]
    [InlineData("empty", "open", "unknown", "unknown")]
    public void Loaded_and_open_come_before_empty_and_shut(string load, string lid, string otherLoad, string otherLid)
    {
        var ranked = Rank([.. Pass("a", _ => null, load, lid), .. Pass("b", _ => null, otherLoad, otherLid)]);
        Assert.Equal("b", ranked[0].Pass.TruckId);
    }

    [Fact]
    public void Nearness_is_that_of_the_way_not_of_the_positions()
    {
        var pass = Assert.Single(Rank(Pass("t", _ => null))).Pass;
        Assert.InRange(pass.NearestM, 0, 1);
        Assert.Equal(SomeTruck.Start.AddSeconds(15), pass.NearestAt);
        Assert.Null(pass.LostKg);
    }

    [Fact]
    public void Who_came_by_hours_before_comes_after_who_came_by_a_while_ago()
    {
        var ranked = Rank([.. Pass("long_ago", _ => null, earlierMinutes: 300), .. Pass("while_ago", _ => null)]);
        Assert.Equal("while_ago", ranked[0].Pass.TruckId);
    }

    [Fact]
    public void Whom_a_camera_saw_spill_there_and_then_comes_first()
    {
        var sight = new TraceSight(SomeTruck.Start.AddMinutes(-30), SomeTruck.East(40), SomeTruck.Lat, 0.9);
        TracePoint[] points = [.. Pass("other", _ => null), .. Pass("seen", _ => null, earlierMinutes: 30)];
        Assert.Equal("other", Rank(points)[0].Pass.TruckId);

        var ranked = Rank(points, sight, sight with { Lon = SomeTruck.East(900), At = SomeTruck.Start });
        Assert.Equal(["seen", "other"], ranked.Select(r => r.Pass.TruckId));
        Assert.Equal("seen", ranked[0].Reasons[0]);
        Assert.Equal((0.9, 0.0), (ranked[0].Pass.SpillSeen, ranked[1].Pass.SpillSeen));
    }

    [Fact]
    public void Who_comes_empty_and_leaves_loaded_passes_twice_and_a_load_sensor_that_errs_once_makes_no_pass()
    {
        var came = Pass("t", _ => 14_000, "empty", earlierMinutes: 5).Append(Pass("t", _ => 31_000)[0] with { At = SomeTruck.Start.AddMinutes(-3) }).Append(Pass("t", _ => 14_000, "empty")[5] with { At = SomeTruck.Start.AddMinutes(-2) });
        var ranked = Rank([.. came, .. Pass("t", eastM => eastM > 0 ? 30_300 : 31_000)]);

        Assert.Equal([1.0, 0.125], ranked.Select(r => r.Pass.Loaded));
        Assert.Equal(700, ranked[0].Pass.LostKg);
    }

    [Fact]
    public void An_unloading_is_no_loss_on_the_way() => Assert.Equal(0, Assert.Single(Rank(Pass("t", eastM => eastM > 0 ? 14_000 : 31_000))).Pass.LostKg);

    private static IReadOnlyList<TracedTruck> Rank(IReadOnlyList<TracePoint> points, params TraceSight[] sights) => TraceRanking.Rank(TracePasses.Of(points, sights, SomeTruck.Lon, SomeTruck.Lat), Found);

    // From 750 m west to 750 m east; the place lies between two positions.
    private static IReadOnlyList<TracePoint> Pass(string truck, Func<double, double?> kg, string load = "full", string lid = "closed", double earlierMinutes = 0) =>
    [
        .. Enumerable.Range(0, 6).Select(i => (EastM: -750 + (i * 300.0), Seconds: -60 + (i * 30.0))).Select(p => new TracePoint(
            truck, SomeTruck.Start.AddSeconds(p.Seconds).AddMinutes(-earlierMinutes), SomeTruck.East(p.EastM), SomeTruck.Lat, 36, load, lid, kg(p.EastM), 0.5)),
    ];
}
