using CityOps.Models.GroupRental;
using CityOps.Models.Registry;

namespace CityOps.Pipelines.Dwellings;

/// <summary>
/// The model versions in use. Where none was ever promoted, the one that ships with CityOps becomes the champion; so it does where the champion was trained on other features than this version of CityOps
/// computes, for scoring goes on after an upgrade. Where the file of the shipped version was damaged, it is made whole; of any other, somebody has to decide. What was promoted stays in the registry, and what visits found is learnt again from the labels.
/// </summary>
public sealed class GroupRentalChampion(ModelRegistry registry)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, GroupRentalModel> _loaded = new(StringComparer.Ordinal);

    /// <summary>The champion, loaded again only when another version became it.</summary>
    public GroupRentalModel Current()
    {
        return Load(ModelRegistry.Champion, EnsureOne());
    }

    /// <summary>What is wrong with the champion's file as it lies there now; null where nothing is, or where it will be made whole. Changes nothing.</summary>
    public string? Problem()
    {
        try
        {
            if (registry.VersionOf(ModelRegistry.Champion) is { } version)
            {
                _ = registry.Read(version);
            }

            return null;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return IsShipped() ? null : damaged.Message;
        }
    }

    /// <summary>The champion's version; the shipped one where there was none that could score.</summary>
    /// <exception cref="InvalidDataException">The champion's file was changed, and it is not the shipped one.</exception>
    public string EnsureOne()
    {
        if (registry.VersionOf(ModelRegistry.Champion) is { } version && KnowsOurFeatures(version))
        {
            return version;
        }

        var shipped = registry.Add(ColdStartModel.Archive(), ColdStartModel.Beside());
        registry.Point(ModelRegistry.Champion, shipped);
        return shipped;
    }

    private bool KnowsOurFeatures(string version)
    {
        try
        {
            return Load(ModelRegistry.Champion, version).KnowsOurFeatures;
        }
        catch (InvalidDataException) when (IsShipped())
        {
            return false;
        }
    }

    private bool IsShipped()
    {
        try
        {
            return string.Equals(registry.VersionOf(ModelRegistry.Champion), ColdStartModel.Archive().Version, StringComparison.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The version that scores in shadow, or null where none does, or none that can.</summary>
    public GroupRentalModel? Shadow() =>
        registry.VersionOf(ModelRegistry.Challenger) is { } version && Load(ModelRegistry.Challenger, version) is { KnowsOurFeatures: true } challenger ? challenger : null;

    private GroupRentalModel Load(string alias, string version)
    {
        lock (_lock)
        {
            if (!_loaded.TryGetValue(alias, out var model) || !string.Equals(model.Version, version, StringComparison.Ordinal))
            {
                _loaded[alias] = model = GroupRentalModel.Load(registry.Read(version));
            }

            return model;
        }
    }
}
