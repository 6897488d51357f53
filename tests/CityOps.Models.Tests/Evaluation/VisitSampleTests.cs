using CityOps.Models.Evaluation;

namespace CityOps.Models.Tests.Evaluation;

/// <summary>A district of 20,000 dwellings of which 3 % are true; visits go to the 300 that score highest and to 700 drawn at random; a third opens nowhere.</summary>
public sealed class VisitSampleTests
{
    private const int Dwellings = 20_000;
    private const int ByModel = 300;
    private const int AtRandom = 700;

    [Fact]
    public void The_estimates_are_right_on_average_where_raw_counts_flatter()
    {
        var (precision, recall, raw, truePrecision, trueRecall) = (0.0, 0.0, 0.0, 0.0, 0.0);
        const int Runs = 200;
        for (ulong run = 0; run < Runs; run++)
        {
            var (scores, truth) = District(run);
            var all = RankedList.Of(scores, truth).At(1_000);
            var visits = VisitsTo(scores, truth, run);
            var estimated = VisitSample.Of(visits).District().At(1_000);
            precision += estimated.Precision / Runs;
            recall += estimated.Recall / Runs;
            truePrecision += all.Precision / Runs;
            trueRecall += all.Recall / Runs;
            raw += visits.Where(v => v.IsSeen).Average(v => v.Outcome is VisitOutcome.Confirmed ? 1.0 : 0) / Runs;
        }

        Assert.Equal(truePrecision, precision, 0.02);
        Assert.Equal(trueRecall, recall, 0.05);
        Assert.True(raw > 3 * 0.03, $"{raw}");
    }

    [Fact]
    public void No_entry_is_unknown_a_desk_is_no_visit_and_a_complaint_stands_for_nobody_else()
    {
        var sample = VisitSample.Of(
        [
            new Visit(1, 0.9, VisitOutcome.Confirmed, 0.5, "random"),
            new Visit(2, 0.8, VisitOutcome.NoEntry, 0.5, "random"),
            new Visit(3, 0.7, VisitOutcome.Dismissed, 0.5, "random"),
            new Visit(4, 0.6, VisitOutcome.Confirmed, null, "complaint"),
        ]);

        Assert.Equal([1UL], sample.Seen.Select(v => v.Household));
        Assert.Equal(4, sample.Weights[0], 9);
        Assert.Equal(1, sample.LeftOut);
    }

    private static (double[] Scores, bool[] Truth) District(ulong run)
    {
        var random = new SplitMix(1_000 + run);
        bool[] truth = [.. Enumerable.Range(0, Dwellings).Select(_ => random.NextDouble() < 0.03)];
        return ([.. truth.Select(t => random.NextDouble() + (t ? 0.5 : 0))], truth);
    }

    private static List<Visit> VisitsTo(double[] scores, bool[] truth, ulong run)
    {
        var random = new SplitMix(5_000 + run);
        var order = Enumerable.Range(0, Dwellings).OrderByDescending(i => scores[i]).ToList();
        var rest = order.Skip(ByModel).ToList();
        random.Shuffle(rest);
        return [.. order.Take(ByModel).Select(i => To(i, 1, "model")), .. rest.Take(AtRandom).Select(i => To(i, AtRandom / (double)rest.Count, "random"))];

        Visit To(int i, double probability, string foundBy)
        {
            var outcome = random.NextDouble() < 1.0 / 3 ? VisitOutcome.NoEntry : truth[i] ? VisitOutcome.Confirmed : VisitOutcome.NotFound;
            return new Visit((ulong)i, scores[i], outcome, probability, foundBy);
        }
    }
}
