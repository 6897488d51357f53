using CityOps.Models.Evaluation;

namespace CityOps.Models.Tests.Evaluation;

public sealed class PairedComparisonTests
{
    // The challenger is the champion with a little less noise.
    private static readonly PairedCase[] Cases = [.. Enumerable.Range(0, 400).Select(Case)];

    [Fact]
    public void A_better_challenger_is_ahead_by_more_than_chance()
    {
        var precision = Figure(Cases, "average_precision");

        Assert.True(precision.Difference.Low > 0, $"{precision}");
        Assert.Equal(precision.Challenger.Value - precision.Champion.Value, precision.Difference.Value, 12);
        Assert.True(Figure(Cases, "brier").Difference.High < 0);
    }

    [Fact]
    public void The_same_scores_differ_by_nothing()
    {
        var precision = Figure([.. Cases.Select(c => c with { Challenger = c.Champion })], "average_precision");

        Assert.Equal((0, 0, 0), (precision.Difference.Value, precision.Difference.Low, precision.Difference.High));
    }

    [Fact]
    public void The_interval_of_the_difference_is_narrower_than_those_of_the_two()
    {
        var precision = Figure(Cases, "average_precision");

        Assert.True(precision.Difference.High - precision.Difference.Low < precision.Champion.High - precision.Champion.Low, $"{precision}");
    }

    [Fact]
    public void A_case_that_stands_for_more_weighs_more()
    {
        var weighted = Figure([.. Cases.Select(c => c with { Weight = c.Truth ? 1 : 20 })], "precision_at_budget");

        Assert.True(weighted.Champion.Value < Figure(Cases, "precision_at_budget").Champion.Value);
    }

    [Fact]
    public void Without_a_case_there_is_nothing_to_say() => Assert.Empty(PairedComparison.Of([], 10, 1));

    private static PairedFigure Figure(PairedCase[] cases, string name) => PairedComparison.Of(cases, 80, 1).Single(f => string.Equals(f.Name, name, StringComparison.Ordinal));

    private static PairedCase Case(int at)
    {
        var random = new SplitMix((ulong)at);
        var truth = random.NextDouble() < 0.2;
        var (noise, other) = (random.NextDouble(), random.NextDouble());
        var signal = truth ? 0.6 : 0.3;
        return new PairedCase((ulong)at, Math.Clamp(signal + (0.8 * (noise - 0.5)), 0, 1), Math.Clamp(signal + (0.3 * (noise - 0.5)) + (0.2 * (other - 0.5)), 0, 1), truth, 1);
    }
}
