using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Fences;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace CityOps.Pipelines.Tests.Trucks;

public sealed class FenceGridTests
{
    private static readonly long At = SomeTruck.Start.ToUnixTimeMilliseconds();

    [Theory]
    [InlineData(1, 8, 300)]
    [InlineData(2, 40, 900)]
    [InlineData(3, 200, 2_500)]
    public void Ten_thousand_places_are_in_or_out_as_the_geometry_library_says(int seed, int corners, double radiusM)
    {
        var random = new Random(seed);
        var wkt = Star(random, corners, radiusM);
        var site = SomeTruck.Site("s", 0, 100) with { PolygonWkt = wkt };
        var (grid, geometry) = (Grid(site), new WKTReader().Read(wkt));
        var inside = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var (lon, lat) = (SomeTruck.East((random.NextDouble() - 0.5) * 2.4 * radiusM), SomeTruck.Lat + ((random.NextDouble() - 0.5) * 2.4 * radiusM / 111_000));
            var expected = geometry.Contains(new Point(lon, lat));
            Assert.Equal(expected, grid.At(lon, lat, At) is not null);
            inside += expected ? 1 : 0;
        }

        Assert.InRange(inside, 500, 9_500);
    }

    [Theory]
    [InlineData(4, 8, 300)]
    [InlineData(5, 40, 900)]
    public void Two_thousand_ways_cross_an_area_or_not_as_the_geometry_library_says(int seed, int corners, double radiusM)
    {
        var random = new Random(seed);
        var wkt = Star(random, corners, radiusM);
        var (grid, geometry) = (Grid(SomeTruck.Site("s", 0, 100, SiteKind.Forbidden) with { PolygonWkt = wkt }), new WKTReader().Read(wkt));
        var crossed = 0;
        for (var i = 0; i < 2_000; i++)
        {
            // Some along a parallel or a meridian, some that end where a cell does.
            var (begin, end) = (Place(), Place());
            end = (i % 8) switch { 0 => (end.Lon, begin.Lat), 1 => (begin.Lon, end.Lat), 2 => (Math.Round(end.Lon, 3), Math.Round(end.Lat, 3)), _ => end };
            var expected = geometry.Intersects(new LineString([new Coordinate(begin.Lon, begin.Lat), new Coordinate(end.Lon, end.Lat)]));
            Assert.Equal(expected, grid.Crossed(begin.Lon, begin.Lat, end.Lon, end.Lat, SiteKind.Forbidden, At) is not null);
            crossed += expected ? 1 : 0;
        }

        Assert.InRange(crossed, 200, 1_900);

        (double Lon, double Lat) Place() =>
            (SomeTruck.East((random.NextDouble() - 0.5) * 4 * radiusM), SomeTruck.Lat + ((random.NextDouble() - 0.5) * 4 * radiusM / 111_000));
    }

    [Fact]
    public void A_hole_is_outside()
    {
        FormattableString wkt = $"POLYGON((121 31, 122 31, 122 32, 121 32, 121 31), (121.5 31.5, 121.6 31.5, 121.6 31.6, 121.5 31.6, 121.5 31.5))";
        var grid = Grid(SomeTruck.Site("s", 0, 100) with { PolygonWkt = FormattableString.Invariant(wkt) });
        Assert.Null(grid.At(121.55, 31.55, At));
        Assert.NotNull(grid.At(121.45, 31.55, At));
    }

    [Fact]
    public void An_area_between_two_points_is_crossed_though_neither_lies_in_it()
    {
        var grid = Grid(SomeTruck.Site("s", 1_000, 50, SiteKind.Forbidden));
        Assert.Equal("s", grid.Crossed(SomeTruck.East(0), SomeTruck.Lat, SomeTruck.East(2_000), SomeTruck.Lat, SiteKind.Forbidden, At)?.Site.SiteId);
        Assert.Null(grid.Crossed(SomeTruck.East(0), SomeTruck.Lat + 0.01, SomeTruck.East(2_000), SomeTruck.Lat + 0.01, SiteKind.Forbidden, At));
        Assert.Null(grid.Crossed(SomeTruck.East(0), SomeTruck.Lat, SomeTruck.East(2_000), SomeTruck.Lat, SiteKind.Parking, At));
    }

    private static FenceGrid Grid(Site site)
    {
        var index = new SiteIndex();
        Assert.True(index.TryAdd(site));
        return index.Grid;
    }

    private static string Star(Random random, int corners, double radiusM)
    {
        var points = Enumerable.Range(0, corners).Select(corner =>
        {
            var (angle, reach) = (2 * Math.PI * corner / corners, radiusM * (0.5 + (random.NextDouble() / 2)));
            return FormattableString.Invariant($"{SomeTruck.East(reach * Math.Cos(angle)):R} {SomeTruck.Lat + (reach * Math.Sin(angle) / 111_000):R}");
        }).ToList();
        return $"POLYGON(({string.Join(", ", points)}, {points[0]}))";
    }
}
