using CityOps.Models.Evaluation;

namespace CityOps.Models.Tests.Evaluation;

public sealed class RankedListTests
{
    [Fact]
    public void A_budget_that_ends_among_equal_scores_gets_its_share_of_their_hits()
    {
        var list = RankedList.Of([9, 5, 5, 5, 5, 1], [true, true, false, false, false, false]);

        Assert.Equal(1.25, list.HitsIn(2), 9);
        Assert.Equal(1.5, list.HitsIn(3), 9);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_dwelling_of_weight_three_counts_as_three_dwellings_of_the_same_score(ulong seed)
    {
        var (scores, truth) = Some.Ranking(seed, 40);
        var weighted = RankedList.Of(scores, truth, [.. scores.Select((_, i) => 1.0 + (i % 3))]);
        var repeated = Enumerable.Range(0, scores.Length).SelectMany(i => Enumerable.Repeat(i, 1 + (i % 3))).ToList();
        var plain = RankedList.Of([.. repeated.Select(i => scores[i])], [.. repeated.Select(i => truth[i])]);

        Assert.Equal(plain.AveragePrecision(), weighted.AveragePrecision(), 9);
        Assert.Equal(plain.At(17), weighted.At(17));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_the_rows_and_the_scale_of_the_scores_change_nothing(ulong seed)
    {
        var (scores, truth) = Some.Ranking(seed, 60);
        var order = Enumerable.Range(0, scores.Length).ToArray();
        new SplitMix(seed).Shuffle(order);
        double[] moved = [.. order.Select(i => Math.Exp(3 * scores[i]))];
        bool[] their = [.. order.Select(i => truth[i])];

        Assert.Equal(Ranking.AveragePrecision(scores, truth), Ranking.AveragePrecision(moved, their), 9);
        Assert.Equal(Ranking.RocAuc(scores, truth), Ranking.RocAuc(moved, their), 9);
        Assert.Equal(RankedList.Of(scores, truth).At(9).Recall, RankedList.Of(moved, their).At(9).Recall, 9);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void More_visits_find_no_less_and_all_of_them_find_all(ulong seed)
    {
        var (scores, truth) = Some.Ranking(seed, 50);
        var list = RankedList.Of(scores, truth);

        for (var visits = 1; visits <= 50; visits++)
        {
            Assert.True(list.HitsIn(visits) >= list.HitsIn(visits - 1) - 1e-12);
            Assert.InRange(list.At(visits).Precision, 0, 1);
        }

        Assert.Equal(1, list.At(80).Recall, 9);
        Assert.Equal(1, list.At(80).Lift, 9);
    }

    public static TheoryData<ulong> Seeds { get; } = [.. Enumerable.Range(1, 20).Select(s => (ulong)s)];
}
