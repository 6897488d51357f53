using CityOps.Contracts.Events;
using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks.Fences;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Rules;

/// <summary>A suspected dumping (乱倒): where, when, and what it rests on.</summary>
/// <param name="Nearest">The nearest site where unloading is permitted, within <see cref="DumpingRule.SearchM"/>.</param>
/// <param name="Permits">The truck's permits valid at that time.</param>
/// <param name="IsExcused">The stop lies in, or within the fence's margin of, a permitted site.</param>
/// <param name="Score">0 to 1.</param>
public sealed record Dumping(string TruckId, StopSeen Seen, NearSite? Nearest, IReadOnlyList<Permit> Permits, bool IsExcused, double Score);

/// <summary>
/// A loaded truck stops, and leaves empty, where no load may be tipped: outside the disposal site of its permit and outside every site of
/// kind disposal, construction, parking or washing that is valid at the time.
/// </summary>
public static class DumpingRule
{
    public const string Kind = "dumping";

    /// <summary>How far around the nearest permitted site is looked for.</summary>
    public const double SearchM = 20_000;

    /// <summary>Whether the truck left its load at the stop.</summary>
    public static bool HasUnloaded(in StopSeen seen) => seen.LoadBefore is Load.Half or Load.Full && seen.LoadAfter == Load.Empty;

    /// <summary>Judges a stop at which a load was left, by the sites and permits known now.</summary>
    public static Dumping Judge(string truckId, in StopSeen seen, SiteIndex sites, PermitBook permits, TruckOptions options)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(seen.Stop.StartedAtMs);
        var valid = permits.Of(truckId, at);
        var near = sites.Near(seen.Stop.Lon, seen.Stop.Lat, at, SearchM);
        NearSite? nearest = near.Where(n => IsPermitted(n.Site, valid)).Select(n => (NearSite?)n).FirstOrDefault();
        var signs = new DumpingSigns(
            WasFull: seen.LoadBefore == Load.Full,
            BedLifted: seen.Lifted,
            LidOpened: seen.LidOpened,
            InForbiddenSite: near.Any(n => n.Site.Kind == SiteKind.Forbidden && n.DistanceM <= 0),
            NearestPermittedM: nearest?.DistanceM);
        return new Dumping(truckId, seen, nearest, valid, nearest?.DistanceM <= options.FenceMarginM, DumpingScore.Of(signs));
    }

    private static bool IsPermitted(Site site, IReadOnlyList<Permit> permits) =>
        site.Kind is SiteKind.Disposal or SiteKind.Construction or SiteKind.Parking or SiteKind.Washing
        || permits.Any(p => string.Equals(p.DisposalSite, site.SiteId, StringComparison.Ordinal));
}
