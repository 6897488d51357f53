using System.Text.Json.Nodes;
using CityOps.Models.GroupRental;
using CityOps.Models.Registry;
using CityOps.Pipelines.Dwellings;

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
