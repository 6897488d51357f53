using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental.Occupancy;

namespace CityOps.Models.Tests.GroupRental.Occupancy;

public sealed class OccupancyCrossValidationTests
{
    private static readonly string[] Signs = ["litres", "showers"];

    [Fact]
    public void Signs_that_grow_with_people_estimate_them_better_than_floor_area_does()
    {
        var figures = OccupancyCrossValidation.Run(Homes(60, noise: 0.6), Signs, repeats: 10, seed: 1);

        Assert.InRange(figures.RocAuc.Value, 0.8, 1);
        Assert.True(figures.MeanError.Value < figures.BaselineMeanError, $"{figures.MeanError.Value} against {figures.BaselineMeanError}");
        Assert.InRange(figures.RocAuc.Value, figures.RocAuc.Low, figures.RocAuc.High);
    }

    [Fact]
    public void Signs_of_nothing_estimate_no_better_than_chance()
    {
        var random = new SplitMix(5);
        var homes = Homes(60, noise: 0.6);
        var noise = homes with { Homes = [.. homes.Homes.Select(h => h with { Signs = [random.NextDouble(), random.NextDouble()] })] };

        Assert.InRange(OccupancyCrossValidation.Run(noise, Signs, repeats: 10, seed: 1).RocAuc.Value, 0, 0.65);
    }

    [Fact]
    public void No_home_is_estimated_from_itself()
    {
        var homes = Homes(40, noise: 0.3);
        var other = homes with { Homes = [.. homes.Homes.Select((h, at) => at == 7 ? h with { People = 50 } : h)] };

        var before = OccupancyCrossValidation.Run(homes, Signs, repeats: 1, seed: 1).Estimates[0][7];
        var after = OccupancyCrossValidation.Run(other, Signs, repeats: 1, seed: 1).Estimates[0][7];

        Assert.Equal(before, after, 12);
    }

    [Fact]
    public void What_is_not_known_of_a_home_counts_as_usual()
    {
        var model = EqualWeights.Fit([[1, 10], [2, 20], [3, 30]], [1, 2, 3]);

        Assert.Equal(2, model.Estimate([double.NaN, double.NaN]), 9);
        Assert.Equal(3, model.Estimate([3, 30]), 9);
    }

    [Fact]
    public void Where_no_home_is_large_nothing_is_said_of_who_finds_large_ones()
    {
        var homes = Homes(40, noise: 0.6);
        var figures = OccupancyCrossValidation.Run(homes with { Homes = [.. homes.Homes.Select(h => h with { People = Math.Min(3, h.People) })] }, Signs, repeats: 2, seed: 1);

        Assert.True(double.IsNaN(figures.RocAuc.Value));
        Assert.True(double.IsNaN(figures.BestSingleRocAuc));
        Assert.True(double.IsFinite(figures.MeanError.Value));
    }

    private static CountedHomes Homes(int homes, double noise)
    {
        var random = new SplitMix(3);
        return new CountedHomes(Signs, [.. Enumerable.Range(0, homes).Select(at =>
        {
            var people = 1 + random.Next(5);
            return new CountedHome((ulong)at, people, at % 2 == 0 ? "small" : "large", [(100 * people) + (200 * noise * random.NextDouble()), people + (2 * noise * random.NextDouble())]);
        })]);
    }
}
