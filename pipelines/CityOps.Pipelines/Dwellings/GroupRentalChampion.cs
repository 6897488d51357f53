using CityOps.Models.GroupRental;
using CityOps.Models.Registry;

namespace CityOps.Pipelines.Dwellings;

/// <summary>The model versions in use. Where none was ever promoted, the one that ships with CityOps becomes the champion.</summary>
public sealed class GroupRentalChampion(ModelRegistry registry)
{
    private readonly Dictionary<string, GroupRentalModel> _loaded = new(StringComparer.Ordinal);

    /// <summary>The champion, loaded again only when another version became it.</summary>
    public GroupRentalModel Current()
    {
        return Load(ModelRegistry.Champion, EnsureOne());
    }

    /// <summary>The champion's version; the shipped one where there was none.</summary>
    public string EnsureOne()
    {
        if (registry.VersionOf(ModelRegistry.Champion) is { } version)
        {
            return version;
        }

        var shipped = registry.Add(ColdStartModel.Archive(), ColdStartModel.Beside());
        registry.Point(ModelRegistry.Champion, shipped);
        return shipped;
    }

    /// <summary>The version that scores in shadow, or null where none does.</summary>
    public GroupRentalModel? Shadow() => registry.VersionOf(ModelRegistry.Challenger) is { } version ? Load(ModelRegistry.Challenger, version) : null;

    private GroupRentalModel Load(string alias, string version)
    {
        if (!_loaded.TryGetValue(alias, out var model) || !string.Equals(model.Version, version, StringComparison.Ordinal))
        {
            _loaded[alias] = model = GroupRentalModel.Load(registry.Read(version));
        }

        return model;
    }
}
