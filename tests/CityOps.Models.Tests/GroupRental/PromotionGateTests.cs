using CityOps.Models.GroupRental;
using CityOps.Models.Registry;

namespace CityOps.Models.Tests.GroupRental;

public sealed class PromotionGateTests
{
    private static readonly Lazy<TrainedModel> Trained = new(() => GroupRentalTrainer.Train(Some.TrainingSet(2_000), Some.Options));

    // Learnt from labels that mean nothing.
    private static readonly Lazy<TrainedModel> Confused = new(() => GroupRentalTrainer.Train(Scrambled(Some.TrainingSet(2_000)), Some.Options));

    public PromotionGateTests() => Assert.SkipWhen(NativeLearner.WhyMissing is not null, NativeLearner.WhyMissing ?? "");

    private static TrainedModel Good => Trained.Value;

    private static TrainedModel Bad => Confused.Value;

    [Fact]
    public void A_worse_version_is_refused_with_the_figures()
    {
        var figures = PromotionGate.Compare(Model(Good), Model(Bad), Good.HeldOut, new PromotionLimits());

        var precision = figures.Single(f => string.Equals(f.Name, "average_precision", StringComparison.Ordinal));
        Assert.True(precision.IsWorse);
        Assert.True(precision.Challenger < precision.Champion);
    }

    [Fact]
    public void A_better_version_passes()
    {
        var figures = PromotionGate.Compare(Model(Bad), Model(Good), Good.HeldOut, new PromotionLimits());

        Assert.False(figures.Single(f => string.Equals(f.Name, "average_precision", StringComparison.Ordinal)).IsWorse);
    }

    [Fact]
    public void On_too_few_dwellings_nobody_can_say_which_is_better()
    {
        var few = Good.HeldOut.Take([.. Enumerable.Range(0, 100)]);

        var figures = PromotionGate.Compare(Model(Bad), Model(Good), few, new PromotionLimits());

        Assert.Equal(new GateFigure("dwellings", 200, 100, IsWorse: true), figures[0]);
        Assert.Equal("rentals", figures[1].Name);
        Assert.False(PromotionGate.Compare(Model(Bad), Model(Good), Good.HeldOut, new PromotionLimits())[0].IsWorse);
    }

    [Fact]
    public void A_version_that_counts_people_worse_is_refused_for_that()
    {
        var set = Some.TrainingSet(2_000);
        var challenger = Model(GroupRentalTrainer.Train(set with { Occupants = [.. set.Occupants.Select(people => people + 4)] }, Some.Options));

        var figures = PromotionGate.Compare(Model(Good), challenger, Good.HeldOut, new PromotionLimits());

        Assert.True(figures.Single(f => f.Name is "mean_error_people").IsWorse);
        Assert.True(figures.Single(f => f.Name is "interval_coverage").IsWorse);
    }

    [Fact]
    public void A_version_that_wrongs_tenants_more_is_refused_for_that()
    {
        var challenger = Model(GroupRentalTrainer.Train(TenantsMarked(Some.TrainingSet(2_000, seed: 8), suspectAll: true), Some.Options));

        var figures = PromotionGate.Compare(Model(Good), challenger, TenantsMarked(Some.TrainingSet(2_000, seed: 5), suspectAll: false), new PromotionLimits());

        Assert.True(figures.Single(f => string.Equals(f.Name, "false share, tenure rented", StringComparison.Ordinal)).IsWorse);
        Assert.False(figures.Single(f => string.Equals(f.Name, "false share, tenure owner", StringComparison.Ordinal)).IsWorse);
    }

    [Fact]
    public void Held_out_rows_come_back_as_they_were()
    {
        var rows = UtilityMix.Learnt[6].Hide(Some.TrainingSet(30).Features);
        var set = Some.TrainingSet(30) with { Features = rows, Groups = [.. Enumerable.Range(0, 30).Select(i => new RowGroups($"town {i}", "owner", "family", 1990))] };

        var back = HeldOutRows.FromBytes(HeldOutRows.ToBytes(set));

        Assert.Equal(set.Features.Values, back.Features.Values);
        Assert.Equal(set.Rental, back.Rental);
        Assert.Equal(set.Groups, back.Groups);
    }

    private static GroupRentalModel Model(TrainedModel trained) => GroupRentalModel.Load(trained.Archive);

    private static TrainingSet Scrambled(TrainingSet set) => set with { Rental = [.. set.Rental.Select((_, i) => i % 11 == 0 ? 1f : 0)] };

    // Every fifth dwelling is rented, and its water never rests.
    private static TrainingSet TenantsMarked(TrainingSet set, bool suspectAll)
    {
        var values = (float[])set.Features.Values.Clone();
        var floor = set.Features.ColumnOf("water_floor_l");
        for (var row = 0; row < set.Keys.Count; row += 5)
        {
            values[(row * set.Features.Width) + floor] = 50;
        }

        return set with
        {
            Features = set.Features with { Values = values },
            Rental = suspectAll ? [.. set.Rental.Select((r, row) => row % 5 == 0 ? 1 : r)] : set.Rental,
            Groups = [.. set.Keys.Select((_, row) => new RowGroups("east", row % 5 == 0 ? "rented" : "owner"))],
        };
    }
}
