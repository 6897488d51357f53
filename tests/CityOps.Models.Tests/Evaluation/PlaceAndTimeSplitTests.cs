using CityOps.Models.Evaluation;

namespace CityOps.Models.Tests.Evaluation;

public sealed class PlaceAndTimeSplitTests
{
    [Fact]
    public void No_household_town_or_time_is_both_learnt_from_and_tested()
    {
        var (keys, towns, windows) = (new List<ulong>(), new List<string>(), new List<DateOnly>());
        for (var row = 0; row < 2_000; row++)
        {
            keys.Add((ulong)row / 2);
            towns.Add($"town {row / 2 % 7}");
            windows.Add(row % 2 == 0 ? new DateOnly(2026, 4, 30) : new DateOnly(2026, 6, 30));
        }

        var split = PlaceAndTimeSplit.Of(keys, towns, windows, new DateOnly(2026, 6, 1), seed: 3);

        Assert.NotEmpty(split.Learn);
        Assert.NotEmpty(split.Calibrate);
        Assert.NotEmpty(split.Test);
        Assert.Empty(split.Test.Select(r => towns[r]).Intersect(split.Learn.Concat(split.Calibrate).Select(r => towns[r])));
        Assert.Empty(split.Test.Select(r => keys[r]).Intersect(split.Learn.Select(r => keys[r])));
        Assert.Empty(split.Calibrate.Select(r => keys[r]).Intersect(split.Learn.Select(r => keys[r])));
        Assert.True(split.Test.Min(r => windows[r]) > split.Learn.Concat(split.Calibrate).Max(r => windows[r]));
    }
}
