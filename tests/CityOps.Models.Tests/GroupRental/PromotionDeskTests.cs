using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Models.Tests.GroupRental;

public sealed class PromotionDeskTests : IDisposable
{
    private const string Why = "fewer families among the flagged since spring";

    private static readonly Lazy<TrainedModel> Good = new(() => GroupRentalTrainer.Train(Some.TrainingSet(2_400), Some.Options));
    private static readonly Lazy<TrainedModel> Bad = new(() => GroupRentalTrainer.Train(Scrambled(Some.TrainingSet(2_400)), Some.Options));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-desk-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ModelRegistry _registry;
    private readonly PromotionDesk _desk;

    public PromotionDeskTests()
    {
        Assert.SkipWhen(NativeLearner.WhyMissing is not null, NativeLearner.WhyMissing ?? "");
        _registry = new ModelRegistry(_folder.FullName, "group-rental");
        _desk = new PromotionDesk(_registry, new GroupRentalJudge(_registry), _time);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_better_version_is_promoted_and_who_and_why_is_kept()
    {
        var (bad, good) = (Add(Bad.Value), Add(Good.Value));
        _desk.Promote(bad, "one", Why);
        var result = _desk.Promote(good, "two", Why);

        Assert.Equal(PromotionState.Promoted, result.State);
        Assert.Equal(good, _registry.VersionOf(ModelRegistry.Champion));
        Assert.Equal(new Promotion(good, bad, _time.GetUtcNow(), "two", Why), _registry.Promotions()[^1]);
    }

    [Fact]
    public void A_worse_version_is_refused_with_the_figures_and_nothing_changes()
    {
        var (good, bad) = (Champion(Good.Value), Add(Bad.Value));
        var result = _desk.Promote(bad, "one", Why);

        Assert.Equal(PromotionState.Refused, result.State);
        Assert.Contains(result.Figures, f => f is { Name: "average_precision", IsWorse: true } && f.Challenger < f.Champion);
        Assert.Equal(good, _registry.VersionOf(ModelRegistry.Champion));
    }

    [Fact]
    public void It_takes_two_people_to_use_a_worse_one()
    {
        Champion(Good.Value);
        var bad = Add(Bad.Value);

        Assert.Equal(PromotionState.WaitsForSecondPerson, _desk.Promote(bad, "one", Why, despiteGate: true).State);
        Assert.Equal(new WaitingPromotion(bad, "one", Why, _time.GetUtcNow().AddDays(7)), _desk.Waiting);
        Assert.Equal(PromotionState.SamePerson, _desk.Promote(bad, "One", Why, despiteGate: true).State);
        Assert.NotEqual(bad, _registry.VersionOf(ModelRegistry.Champion));

        Assert.Equal(PromotionState.Promoted, _desk.Promote(bad, "two", Why, despiteGate: true).State);
        Assert.Equal(("one", "two"), (_registry.Promotions()[^1].By, _registry.Promotions()[^1].ConfirmedBy));
        Assert.Null(_registry.Waiting());
    }

    [Fact]
    public void A_wish_that_is_older_than_a_week_waits_anew()
    {
        Champion(Good.Value);
        var bad = Add(Bad.Value);
        _desk.Promote(bad, "one", Why, despiteGate: true);
        _time.Advance(TimeSpan.FromDays(8));

        Assert.Equal(PromotionState.WaitsForSecondPerson, _desk.Promote(bad, "two", Why, despiteGate: true).State);
    }

    [Fact]
    public void A_rollback_goes_back_and_back_again()
    {
        var (bad, good) = (Champion(Bad.Value), Add(Good.Value));
        _desk.Promote(good, "one", Why);

        var result = _desk.RollBack("two", "it calls every second family");

        Assert.Equal((PromotionState.Promoted, bad, good), (result.State, result.Version, result.Previous));
        Assert.Equal(bad, _registry.VersionOf(ModelRegistry.Champion));
        Assert.Equal("rollback: it calls every second family", _registry.Promotions()[^1].Reason);
        Assert.Equal(PromotionState.NotFound, _desk.RollBack("two", "further back than the first").State);
    }

    [Fact]
    public void A_changed_file_is_neither_promoted_nor_gone_back_to()
    {
        var (bad, good) = (Champion(Bad.Value), Add(Good.Value));
        Flip(good);
        Assert.Equal(PromotionState.Damaged, _desk.Promote(good, "one", Why).State);
        Flip(good);
        _desk.Promote(good, "one", Why);
        Flip(bad);

        Assert.Equal(PromotionState.Damaged, _desk.RollBack("two", "it calls every second family").State);
        Assert.Equal(good, _registry.VersionOf(ModelRegistry.Champion));
    }

    [Fact]
    public void What_does_not_exist_cannot_be_promoted() => Assert.Equal(PromotionState.NotFound, _desk.Promote("0000000000000000", "one", Why).State);

    private string Champion(TrainedModel model)
    {
        var version = Add(model);
        _desk.Promote(version, "first", Why);
        return version;
    }

    private string Add(TrainedModel model) => _registry.Add(model.Archive, new Dictionary<string, byte[]>(StringComparer.Ordinal) { [HeldOutRows.File] = HeldOutRows.ToBytes(Good.Value.HeldOut) });

    private void Flip(string version)
    {
        var file = Path.Combine(_folder.FullName, "group-rental", version, "model.zip");
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static TrainingSet Scrambled(TrainingSet set) => set with { Rental = [.. set.Rental.Select((_, i) => i % 11 == 0 ? 1f : 0)] };
}
