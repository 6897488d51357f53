using CityOps.Models.GroupRental;
using CityOps.Models.Registry;

namespace CityOps.Pipelines.Dwellings;

/// <summary>The model version in use. Where none was ever promoted, the one that ships with CityOps becomes it.</summary>
public sealed class GroupRentalChampion(ModelRegistry registry)
{
    private GroupRentalModel? _loaded;

    /// <summary>The champion, loaded again only when another version became it.</summary>
    public GroupRentalModel Current()
    {
        var version = registry.VersionOf(ModelRegistry.Champion);
        if (version is null)
        {
            version = registry.Add(ColdStartModel.Archive(), ColdStartModel.Metrics());
            registry.Point(ModelRegistry.Champion, version);
        }

        if (!string.Equals(_loaded?.Version, version, StringComparison.Ordinal))
        {
            _loaded = GroupRentalModel.Load(registry.Read(version));
        }

        return _loaded!;
    }
}
