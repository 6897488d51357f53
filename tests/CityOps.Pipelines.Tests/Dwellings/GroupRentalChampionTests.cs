using System.Text.Json.Nodes;
using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using CityOps.Pipelines.Dwellings;
using CityOps.Pipelines.Dwellings.Lifecycle;
using CityOps.Pipelines.ModelLifecycle;

namespace CityOps.Pipelines.Tests.Dwellings;

public sealed class GroupRentalChampionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-champion-");
    private readonly ModelRegistry _registry;

    public GroupRentalChampionTests() => _registry = new ModelRegistry(_folder.FullName, "group-rental");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Where_there_is_none_the_shipped_version_is_the_champion() => Assert.Equal(ColdStartModel.Archive().Version, new GroupRentalChampion(_registry).Current().Version);

    [Fact]
    public void After_an_upgrade_that_computes_other_features_the_shipped_version_scores_and_the_old_one_is_kept()
    {
        var old = _registry.Add(OfOtherFeatures(), []);
        _registry.Point(ModelRegistry.Champion, old);
        _registry.Point(ModelRegistry.Challenger, old);
        var champion = new GroupRentalChampion(_registry);

        Assert.Null(champion.Shadow());
        Assert.Equal(ColdStartModel.Archive().Version, champion.Current().Version);
        Assert.Equal(ColdStartModel.Archive().Version, _registry.VersionOf(ModelRegistry.Champion));
        Assert.Equal(old, _registry.Read(old).Version);
    }

    [Fact]
    public void A_damaged_shipped_version_is_made_whole_and_any_other_is_named_and_refused()
    {
        var shipped = new GroupRentalChampion(_registry).EnsureOne();
        Damage(shipped);
        Assert.Equal(shipped, new GroupRentalChampion(_registry).Current().Version);

        var other = _registry.Add(OfOtherFeatures(), []);
        _registry.Point(ModelRegistry.Champion, other);
        Damage(other);
        Assert.Contains(other, Assert.Throws<InvalidDataException>(() => new GroupRentalChampion(_registry).Current()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_damaged_champion_versions_are_still_shown_and_two_people_can_put_a_sound_one_to_work()
    {
        var (shipped, other) = (new GroupRentalChampion(_registry).EnsureOne(), _registry.Add(OfOtherFeatures(), []));
        _registry.Promote(new Promotion(other, shipped, DateTimeOffset.UnixEpoch, "one", "it was better in summer"));
        Damage(other);
        var lifecycle = new GroupRentalLifecycle(null!, _registry, new DwellingOptions(), new DriftOptions(), TimeZoneInfo.Utc, TimeProvider.System);

        Assert.Contains(other, lifecycle.ChampionProblem(), StringComparison.Ordinal);
        Assert.Equal(2, lifecycle.Versions().Count);
        Assert.Equal(PromotionState.Refused, lifecycle.Promote(shipped, "one", "the champion is damaged", despiteGate: false).State);
        Assert.Equal(PromotionState.WaitsForSecondPerson, lifecycle.Promote(shipped, "one", "the champion is damaged", despiteGate: true).State);
        Assert.Equal(PromotionState.Promoted, lifecycle.Promote(shipped, "two", "the champion is damaged", despiteGate: true).State);
        Assert.Null(lifecycle.ChampionProblem());
    }

    [Fact]
    public void From_a_damaged_champion_one_person_can_go_back_to_what_worked_before()
    {
        var (shipped, other) = (new GroupRentalChampion(_registry).EnsureOne(), _registry.Add(OfOtherFeatures(), []));
        _registry.Promote(new Promotion(other, shipped, DateTimeOffset.UnixEpoch, "one", "it was better in summer"));
        Damage(other);

        Assert.Equal(PromotionState.Promoted, new PromotionDesk(_registry, new GroupRentalJudge(_registry), TimeProvider.System).RollBack("one", "the champion is damaged").State);
        Assert.Equal(shipped, _registry.VersionOf(ModelRegistry.Champion));
    }

    private void Damage(string version)
    {
        var path = Path.Combine(_folder.FullName, "group-rental", version, "model.zip");
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static ModelArchive OfOtherFeatures()
    {
        var archive = new ModelArchive();
        foreach (var (name, content) in ColdStartModel.Archive().Files)
        {
            archive.Add(name, name is "manifest.json" ? WithoutTheLastFeature(content) : content);
        }

        return archive;
    }

    private static byte[] WithoutTheLastFeature(byte[] manifest)
    {
        var json = JsonNode.Parse(manifest)!;
        var features = json["Features"]!.AsArray();
        features.RemoveAt(features.Count - 1);
        return System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
