using CityOps.Models.Evaluation;

namespace CityOps.Models.Tests.Evaluation;

public sealed class RocCurveTests
{
    [Fact]
    public void It_goes_up_with_each_true_one_and_right_with_each_false_one_and_equal_scores_are_one_step() =>
        Assert.Equal([(0, 0), (0, 0.5), (0.5, 1), (1, 1)], RocCurve.Of([0.9, 0.5, 0.5, 0.1], [true, true, false, false]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_area_below_it_is_the_ROC_AUC(ulong seed)
    {
        var (scores, truth) = Some.Ranking(seed, 150);
        var curve = RocCurve.Of(scores, truth);

        Assert.Equal(Ranking.RocAuc(scores, truth), curve.Zip(curve.Skip(1), (a, b) => (b.X - a.X) * (a.Y + b.Y) / 2).Sum(), precision: 9);
    }

    [Fact]
    public void Of_one_class_there_is_none_and_of_many_scores_only_what_shows()
    {
        Assert.Empty(RocCurve.Of([1, 2], [true, true]));
        var many = RocCurve.Of([.. Enumerable.Range(0, 5_000).Select(i => (double)i)], [.. Enumerable.Range(0, 5_000).Select(i => i % 2 == 0)]);
        Assert.InRange(many.Count, 100, 202);
        Assert.Equal((1, 1), many[^1]);
    }
}
