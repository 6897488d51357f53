using CityOps.Models.MuckTruck;
using CityOps.Models.Registry;
using Microsoft.Extensions.Time.Testing;

namespace CityOps.Models.Tests.MuckTruck;

/// <summary>Versions of the muck-truck scores at the promotion desk.</summary>
public sealed class MuckTruckPromotionTests : IDisposable
{
    private const string Why = "learnt from a larger fleet";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-trucks-");
    private readonly ModelRegistry _registry;
    private readonly PromotionDesk _desk;

    public MuckTruckPromotionTests()
    {
        _registry = new ModelRegistry(_folder.FullName, "muck-truck");
        _desk = new PromotionDesk(_registry, new MuckTruckJudge(_registry), new FakeTimeProvider());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_first_version_has_nothing_to_be_held_against_and_nothing_to_go_back_to()
    {
        Assert.Equal(PromotionState.Promoted, _desk.Promote(SomeFleet.Register(_registry, seed: 1), "one", Why).State);
        Assert.Null(_desk.RollsBackTo);
        Assert.Equal(PromotionState.NotFound, _desk.RollBack("one", Why).State);
    }

    [Fact]
    public void A_version_that_orders_either_worse_is_refused_with_the_figures_of_both_and_takes_two_people()
    {
        var (good, bad) = (SomeFleet.Register(_registry, seed: 1), SomeFleet.Register(_registry, seed: 2, noise: 1));
        _desk.Promote(good, "one", Why);

        var refused = _desk.Promote(bad, "one", Why);

        Assert.Equal(PromotionState.Refused, refused.State);
        Assert.Equal(["average_precision, spillage", "calibration_error, spillage", "average_precision, dust", "calibration_error, dust"], refused.Figures.Select(f => f.Name));
        Assert.True(refused.Figures[0].IsWorse && refused.Figures[0].Challenger < refused.Figures[0].Champion);
        Assert.Equal(PromotionState.WaitsForSecondPerson, _desk.Promote(bad, "one", Why, despiteGate: true).State);
        Assert.Equal(PromotionState.SamePerson, _desk.Promote(bad, "ONE ", Why, despiteGate: true).State);
        Assert.Equal(PromotionState.Promoted, _desk.Promote(bad, "two", Why, despiteGate: true).State);
        Assert.Equal(good, _desk.RollsBackTo);
        Assert.Equal((PromotionState.Promoted, good), (_desk.RollBack("one", Why).State, _registry.VersionOf(ModelRegistry.Champion)));
    }

    [Fact]
    public void A_version_without_a_score_that_the_champion_has_is_worse()
    {
        var whole = SomeFleet.Register(_registry, seed: 1);
        _desk.Promote(whole, "one", Why);
        var old = _registry.Add((SomeFleet.Model(SomeFleet.Judged(seed: 1)) with { Dust = null }).ToArchive(), "{}"u8.ToArray());

        var refused = _desk.Promote(old, "one", Why);

        Assert.Equal(PromotionState.Refused, refused.State);
        Assert.Equal(["average_precision, dust"], refused.Figures.Where(f => f.IsWorse).Select(f => f.Name));
    }

    [Fact]
    public void A_score_that_the_champion_lacks_is_no_reason_to_refuse()
    {
        var old = _registry.Add((SomeFleet.Model(SomeFleet.Judged(seed: 1)) with { Dust = null }).ToArchive(), "{}"u8.ToArray());
        _desk.Promote(old, "one", Why);

        Assert.Equal(PromotionState.Promoted, _desk.Promote(SomeFleet.Register(_registry, seed: 1), "one", Why).State);
    }

    [Fact]
    public void Where_nothing_was_kept_to_judge_on_it_is_for_two_people_to_say()
    {
        string Bare(int seed) => _registry.Add(SomeFleet.Model(SomeFleet.Judged(seed)).ToArchive(), "{}"u8.ToArray());
        _desk.Promote(Bare(1), "one", Why);

        Assert.Equal("rows to compare on", Assert.Single(_desk.Promote(Bare(2), "one", Why).Figures).Name);
    }

    [Fact]
    public void A_version_of_other_features_is_not_put_to_work_even_where_nothing_works()
    {
        var archive = SomeFleet.Model(SomeFleet.Judged(seed: 1)).ToArchive();
        archive.Add("spillage.json", """{"Features":["another"],"Typical":[0]}"""u8.ToArray());

        Assert.Equal(PromotionState.Damaged, _desk.Promote(_registry.Add(archive, "{}"u8.ToArray()), "one", Why).State);
    }

    [Fact]
    public void A_champion_that_cannot_be_read_leaves_nothing_to_hold_against()
    {
        var (first, second) = (SomeFleet.Register(_registry, seed: 1), SomeFleet.Register(_registry, seed: 2));
        _desk.Promote(first, "one", Why);
        File.WriteAllText(Path.Combine(_registry.Folder, first, "model.zip"), "damaged");

        Assert.Contains("cannot be read", _desk.Promote(second, "one", Why).Message, StringComparison.Ordinal);
        Assert.Equal(PromotionState.Promoted, PromoteByTwo(second));
    }

    private PromotionState PromoteByTwo(string version)
    {
        _desk.Promote(version, "one", Why, despiteGate: true);
        return _desk.Promote(version, "two", Why, despiteGate: true).State;
    }
}
