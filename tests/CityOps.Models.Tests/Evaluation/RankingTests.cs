using CityOps.Models.Evaluation;

namespace CityOps.Models.Tests.Evaluation;

public sealed class RankingTests
{
    private static readonly bool[] Truth = [true, false, true, false, false];

    [Fact]
    public void A_perfect_order_scores_one()
    {
        Assert.Equal(1, Ranking.RocAuc([5, 1, 4, 2, 3], Truth));
        Assert.Equal(1, Ranking.AveragePrecision([5, 1, 4, 2, 3], Truth));
        Assert.Equal(1, Ranking.PrecisionAt(2, [5, 1, 4, 2, 3], Truth));
    }

    [Fact]
    public void Equal_scores_are_chance()
    {
        Assert.Equal(0.5, Ranking.RocAuc([1, 1, 1, 1, 1], Truth));
        Assert.Equal(0.4, Ranking.AveragePrecision([1, 1, 1, 1, 1], Truth), 9);
    }

    [Fact]
    public void A_known_order_gives_the_known_figures()
    {
        // Ranked: true, false, true, false, false.
        Assert.Equal(5.0 / 6, Ranking.RocAuc([5, 4, 3, 2, 1], Truth), 9);
        Assert.Equal((1 + (2.0 / 3)) / 2, Ranking.AveragePrecision([5, 4, 3, 2, 1], Truth), 9);
    }

    [Fact]
    public void Probabilities_that_come_true_have_no_calibration_error() =>
        Assert.Equal(0, Ranking.CalibrationError([0.5, 0.5, 0.5, 0.5], [true, false, true, false]), 9);
}
