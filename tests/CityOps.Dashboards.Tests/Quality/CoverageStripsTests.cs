using CityOps.Dashboards.Quality;
using CityOps.Pipelines.Quality;

namespace CityOps.Dashboards.Tests.Quality;

/// <summary>Which towns are shown.</summary>
public sealed class CoverageStripsTests
{
    private static readonly DateOnly[] Days = [new(2026, 3, 2), new(2026, 3, 3)];

    [Fact]
    public void A_small_town_takes_the_smallest_other_with_it_so_that_the_total_gives_neither_away()
    {
        var strips = CoverageStrips.Of([.. Town("a", 3), .. Town("b", 8), .. Town("c", 40)], Days, k: 5);

        Assert.Equal(["c"], strips.Towns.Select(t => t.Town));
        Assert.Equal((2, 5), (strips.SuppressedTowns, strips.K));
        Assert.Equal(51, strips.All!.Sources);
    }

    [Fact]
    public void Where_only_small_towns_are_left_the_total_goes_too()
    {
        var strips = CoverageStrips.Of(Town("a", 3), Days, k: 5);

        Assert.Empty(strips.Towns);
        Assert.Null(strips.All);
    }

    [Fact]
    public void Shares_are_of_what_was_owed_and_a_day_of_too_few_meters_shows_none()
    {
        var strips = CoverageStrips.Of([new("c", null, 9, 2, 100, 75), new("c", Days[0], 9, 0, 60, 45), new("c", Days[1], 4, 0, 40, 30)], Days, k: 5);

        Assert.Equal((0.75, 2), (strips.Towns.Single().Share, strips.Towns.Single().Irregular));
        Assert.Equal([0.75, null], strips.Towns.Single().Days);
    }

    [Fact]
    public void Trucks_are_nobodys_homes_and_a_day_without_any_shows_none()
    {
        var strips = CoverageStrips.Of([new("", null, 1, 0, 10, 9), new("", Days[1], 1, 0, 10, 9)], Days, k: null);

        Assert.Equal([null, 0.9], strips.All!.Days);
        Assert.Null(strips.K);
    }

    [Fact]
    public void Nothing_at_all_is_no_row() => Assert.Null(CoverageStrips.Of([], Days, k: null).All);

    private static CoverageRow[] Town(string name, int meters) => [new(name, null, meters, 0, meters, meters), new(name, Days[0], meters, 0, meters, meters)];
}
