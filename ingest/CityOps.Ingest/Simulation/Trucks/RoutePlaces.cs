using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>Where a driver goes off its route, waits, or dumps.</summary>
internal sealed class RoutePlaces(SimulatedTruck truck, TruckDistrict district, SeededRandom random)
{
    // Well outside of the corridor, and long enough to be noticed.
    public Place Aside()
    {
        var (from, to) = (truck.Route[1], truck.Route[2]);
        var metres = Math.Max(1, from.DistanceTo(to));
        var aside = random.Between(900, 1_600) * (random.Chance(0.5) ? 1 : -1);
        return from.Towards(to, 0.5).Shifted((to.North - from.North) / metres * aside, -(to.East - from.East) / metres * aside);
    }

    public Place? Waiting()
    {
        var place = truck.Route[1].Towards(truck.Route[2], random.NextDouble());
        return district.IsOutsideSites(place, 150) ? place : null;
    }

    /// <summary>The disposal site that its permit does not name and that is nearest to the one it does.</summary>
    public SimulatedSite OtherDisposal() =>
        district.Sites.Where(site => site.Kind == SiteKind.Disposal && site != truck.Disposal).MinBy(site => site.Middle.DistanceTo(truck.Disposal.Middle))!;

    // A quiet spot off the route, well outside every site.
    public Place Dumping()
    {
        var place = truck.Route[1];
        for (var attempt = 0; attempt < 50; attempt++)
        {
            place = truck.Route[1].Towards(truck.Route[2], random.NextDouble()).Shifted(random.Between(-900, 900), random.Between(-900, 900));
            if (district.IsOutsideSites(place, 250))
            {
                break;
            }
        }

        return place;
    }
}
