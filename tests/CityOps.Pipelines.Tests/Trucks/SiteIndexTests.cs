using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Fences;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class SiteIndexTests
{
    private readonly SiteIndex _sites = new();

    [Fact]
    public void Sites_come_by_distance_in_metres_and_those_around_the_place_at_zero()
    {
        Assert.True(_sites.TryAdd(SomeTruck.Site("far", 5_000, 100)));
        Assert.True(_sites.TryAdd(SomeTruck.Site("here", 0, 100)));
        var near = _sites.Near(SomeTruck.Lon, SomeTruck.Lat, SomeTruck.Start, 20_000);
        Assert.Equal(["here", "far"], near.Select(n => n.Site.SiteId));
        Assert.Equal(0, near[0].DistanceM);
        Assert.InRange(near[1].DistanceM, 4_895, 4_905);
    }

    [Fact]
    public void Only_sites_valid_at_the_time_and_within_reach_count()
    {
        _sites.TryAdd(SomeTruck.Site("ended", 0, 100) with { ValidTo = SomeTruck.Start });
        _sites.TryAdd(SomeTruck.Site("future", 0, 100) with { ValidFrom = SomeTruck.Start.AddSeconds(1) });
        _sites.TryAdd(SomeTruck.Site("far", 500, 100));
        Assert.Empty(_sites.Near(SomeTruck.Lon, SomeTruck.Lat, SomeTruck.Start, 300));
    }

    [Fact]
    public void A_later_row_of_a_site_replaces_the_one_before()
    {
        _sites.TryAdd(SomeTruck.Site("s", 0, 100));
        _sites.TryAdd(SomeTruck.Site("s", 10_000, 100, SiteKind.Parking));
        Assert.Empty(_sites.Near(SomeTruck.Lon, SomeTruck.Lat, SomeTruck.Start, 0));
        Assert.Equal(SiteKind.Parking, Assert.Single(_sites.Near(SomeTruck.East(10_000), SomeTruck.Lat, SomeTruck.Start, 0)).Site.Kind);
    }

    [Fact]
    public void A_polygon_that_cannot_be_read_is_left_out() =>
        Assert.False(_sites.TryAdd(SomeTruck.Site("s", 0, 100) with { PolygonWkt = "POLYGON((1 2, 3" }));
}
