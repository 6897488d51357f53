using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Fences;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>
/// A loaded truck stands, and is empty afterwards, where no load may be tipped: outside the disposal site of its permit and outside every site of
/// kind disposal, construction, parking or washing that is valid at the time.
/// </summary>
public static class DumpingRule
{
    public const string Kind = "dumping";

    /// <summary>How far around the nearest permitted site is looked for.</summary>
    public const double SearchM = 20_000;

    /// <summary>The nearest site where unloading is permitted; null where none is within reach.</summary>
    public static NearSite? NearestPermitted(in Finding finding, SiteIndex sites, IReadOnlyList<Permit> permits)
    {
        // Mostly one is near: the whole of the reach is looked through where none is.
        foreach (var reachM in new[] { SearchM / 40, SearchM / 8, SearchM })
        {
            foreach (var near in sites.Near(finding.Lon, finding.Lat, DateTimeOffset.FromUnixTimeMilliseconds(finding.StartedAtMs), reachM))
            {
                if (IsPermitted(near.Site, permits))
                {
                    return near;
                }
            }
        }

        return null;
    }

    private static bool IsPermitted(Site site, IReadOnlyList<Permit> permits)
    {
        if (site.Kind is SiteKind.Disposal or SiteKind.Construction or SiteKind.Parking or SiteKind.Washing)
        {
            return true;
        }

        foreach (var permit in permits)
        {
            if (string.Equals(permit.DisposalSite, site.SiteId, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
