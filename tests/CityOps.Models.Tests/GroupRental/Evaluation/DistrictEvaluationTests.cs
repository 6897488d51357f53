using CityOps.Models.Evaluation;
using CityOps.Models.GroupRental;
using CityOps.Models.GroupRental.Evaluation;

namespace CityOps.Models.Tests.GroupRental.Evaluation;

/// <summary>Figures of a made-up district, whose people follow from litres, showers and kilowatt-hours.</summary>
public sealed class DistrictEvaluationTests
{
    private static readonly Lazy<DistrictFigures> Figures = new(() => DistrictEvaluation.Run(Some.District(2_400), VisitBudget.OfEach(10), Some.Options, seed: 1, _ => { }));

    public DistrictEvaluationTests() => Assert.SkipWhen(NativeLearner.WhyMissing is not null, NativeLearner.WhyMissing ?? "");

    [Fact]
    public void Every_mix_of_utilities_and_cycles_is_judged_on_the_same_dwellings()
    {
        var mixes = Figures.Value.ByMix;

        Assert.Equal(UtilityMix.Learnt.Where(m => !m.Signals).Select(m => m.Name), mixes.Select(m => m.Mix).Where(m => !m.EndsWith("+signals", StringComparison.Ordinal)));
        Assert.Contains("long-cycle-water+daily-electricity+long-cycle-gas+layout", mixes.Select(m => m.Mix));
        Assert.All(mixes, m => Assert.Equal(Figures.Value.Tested.Dwellings, m.Dwellings));
        Assert.All(mixes, m => Assert.InRange(m.AveragePrecision, 0, 1));
    }

    [Fact]
    public void Who_knows_less_ranks_worse_and_says_so_by_a_wider_interval()
    {
        var (full, poor) = (Of("water+electricity+gas+layout"), Of("daily-electricity+layout"));

        // Made-up dwellings are easy to tell, so that little is left to lose.
        Assert.True(full.AveragePrecision > poor.AveragePrecision, $"{full.AveragePrecision} against {poor.AveragePrecision}");
        Assert.True(poor.IntervalWidth > full.IntervalWidth * 1.2, $"{poor.IntervalWidth} against {full.IntervalWidth}");
    }

    [Fact]
    public void What_is_not_scoreable_is_counted_and_not_judged()
    {
        var district = Some.District(2_400);
        var hidden = district.Split.Test.Take(50).ToHashSet();
        var figures = DistrictEvaluation.Run(
            district with { All = district.All with { IsScoreable = [.. Enumerable.Range(0, district.All.Keys.Count).Select(r => !hidden.Contains(r))] } }, VisitBudget.OfEach(10), Some.Options, seed: 1, _ => { });

        Assert.Equal(50, figures.Tested.NotScoreable);
        Assert.Equal(district.Split.Test.Count - 50, figures.Tested.Dwellings);
    }

    private static (string Mix, int Dwellings, double AveragePrecision, double IntervalWidth) Of(string mix) => Figures.Value.ByMix.Single(m => m.Mix == mix);
}
