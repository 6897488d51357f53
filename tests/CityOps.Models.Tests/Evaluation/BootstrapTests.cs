using CityOps.Models.Evaluation;

namespace CityOps.Models.Tests.Evaluation;

public sealed class BootstrapTests
{
    [Fact]
    public void The_interval_holds_the_figure_and_narrows_with_more_households()
    {
        var (few, many) = (Mean(50), Mean(5_000));

        Assert.InRange(few.Value, few.Low, few.High);
        Assert.InRange(many.High - many.Low, 0.001, (few.High - few.Low) / 5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_interval() => Assert.Equal(Mean(50), Mean(50));

    [Fact]
    public void Windows_of_one_household_are_no_further_evidence()
    {
        ulong[] households = [.. Enumerable.Range(0, 400).Select(row => (ulong)row / 20)];
        double[] values = [.. households.Select(h => h % 2 == 0 ? 1.0 : 0)];

        var honest = Bootstrap.Of(households, 1, rows => rows.Average(r => values[r]));
        var flattering = Bootstrap.Of([.. Enumerable.Range(0, 400).Select(r => (ulong)r)], 1, rows => rows.Average(r => values[r]));

        Assert.True(honest.High - honest.Low > 3 * (flattering.High - flattering.Low));
    }

    [Fact]
    public void The_interval_of_a_share_is_as_wide_as_the_binomial_says()
    {
        var estimate = Bootstrap.Of([.. Enumerable.Range(0, 400).Select(h => (ulong)h)], 11, rows => rows.Average(r => r % 4 == 0 ? 1.0 : 0), replicates: 1_000);

        Assert.InRange(estimate.High - estimate.Low, 0.075, 0.095);
    }

    private static Estimate Mean(int households)
    {
        var random = new SplitMix(7);
        double[] values = [.. Enumerable.Range(0, households).Select(_ => random.NextDouble())];
        return Bootstrap.Of([.. Enumerable.Range(0, households).Select(h => (ulong)h)], 3, rows => rows.Average(r => values[r]));
    }
}
