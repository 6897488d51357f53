using System.Globalization;
using CityOps.Contracts.Events;

namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>A site of the district: an octagon about its middle.</summary>
internal sealed record SimulatedSite(string Id, SiteKind Kind, Place Middle, double RadiusM)
{
    public string PolygonWkt => new Octagon(Middle, RadiusM).Wkt;
}

/// <summary>A truck and what it is permitted to do.</summary>
/// <param name="Route">From the loading site to the disposal site.</param>
/// <param name="Window">Its permitted hours, local.</param>
internal sealed record SimulatedTruck(
    int Index, string Id, int Company, SimulatedSite Loading, SimulatedSite Disposal, SimulatedSite Parking, IReadOnlyList<Place> Route, PermitWindow Window);

/// <summary>A daily window of local wall clock; it may run over midnight.</summary>
internal sealed record PermitWindow(TimeOnly From, TimeOnly To)
{
    public static PermitWindow Day { get; } = new(new TimeOnly(7, 0), new TimeOnly(19, 0));

    public static PermitWindow Night { get; } = new(new TimeOnly(19, 0), new TimeOnly(7, 0));

    public bool Holds(TimeOnly time) => time.IsBetween(From, To);
}

/// <summary>The places and trucks of a simulated district around Pudong, all from the seed.</summary>
internal sealed class TruckDistrict
{
    private const double GridM = 1_900;

    private TruckDistrict(IReadOnlyList<SimulatedSite> sites, IReadOnlyList<SimulatedTruck> trucks, int companies) =>
        (Sites, Trucks, Companies) = (sites, trucks, companies);

    public IReadOnlyList<SimulatedSite> Sites { get; }

    public IReadOnlyList<SimulatedTruck> Trucks { get; }

    public int Companies { get; }

    /// <param name="startsAt">The local time of the first event: the first truck's window holds it, so that there is something to see at once.</param>
    public static TruckDistrict Create(ulong seed, int trucks, TimeOnly startsAt)
    {
        var random = SeededRandom.For(seed, "truck-district");
        var companies = Math.Max(1, trucks / 10);
        var construction = Math.Max(3, trucks / 8);
        var disposal = Math.Max(2, trucks / 20);
        var kinds = Enumerable.Repeat(SiteKind.Construction, construction)
            .Concat(Enumerable.Repeat(SiteKind.Disposal, disposal))
            .Concat(Enumerable.Repeat(SiteKind.Parking, companies))
            .ToArray();
        Shuffle(kinds, random);
        var sites = kinds.Select((kind, index) => SiteAt(index, kinds.Length, kind, random)).ToList();
        var byKind = sites.ToLookup(site => site.Kind);
        var first = PermitWindow.Day.Holds(startsAt) ? PermitWindow.Day : PermitWindow.Night;
        var second = first == PermitWindow.Day ? PermitWindow.Night : PermitWindow.Day;
        var fleet = Enumerable.Range(0, trucks)
            .Select(index => TruckOf(index, companies, byKind, index % 2 == 0 ? first : second, SeededRandom.For(seed, "truck", index)))
            .ToList();
        return new TruckDistrict(sites, fleet, companies);
    }

    /// <summary>Whether a place is well outside every site.</summary>
    public bool IsOutsideSites(Place place, double marginM) => Sites.All(site => site.Middle.DistanceTo(place) > site.RadiusM + marginM);

    private static SimulatedSite SiteAt(int index, int count, SiteKind kind, SeededRandom random)
    {
        var side = (int)Math.Ceiling(Math.Sqrt(count));
        var middle = new Place(
            (((index % side) - ((side - 1) / 2.0)) * GridM) + random.Between(-500, 500), (((index / side) - ((side - 1) / 2.0)) * GridM) + random.Between(-500, 500));
        return new SimulatedSite(string.Create(CultureInfo.InvariantCulture, $"site-{index + 1:D3}"), kind, middle, random.Between(120, 180));
    }

    private static SimulatedTruck TruckOf(int index, int companies, ILookup<SiteKind, SimulatedSite> sites, PermitWindow window, SeededRandom random)
    {
        var company = index % companies;
        var loading = sites[SiteKind.Construction].ElementAt(random.Below(sites[SiteKind.Construction].Count()));
        var nearest = sites[SiteKind.Disposal].OrderBy(site => site.Middle.DistanceTo(loading.Middle)).Take(3).ToList();
        var disposal = nearest[random.Below(nearest.Count)];
        var id = string.Create(CultureInfo.InvariantCulture, $"truck-{index + 1:D4}");
        return new SimulatedTruck(index, id, company, loading, disposal, sites[SiteKind.Parking].ElementAt(company), RouteOf(loading, disposal, random), window);
    }

    // Streets bend: two corners off the straight line.
    private static Place[] RouteOf(SimulatedSite from, SimulatedSite to, SeededRandom random)
    {
        Place Corner(double share) => from.Middle.Towards(to.Middle, share).Shifted(random.Between(-400, 400), random.Between(-400, 400));
        return [from.Middle, Corner(0.35), Corner(0.7), to.Middle];
    }

    private static void Shuffle<T>(T[] items, SeededRandom random)
    {
        for (var index = items.Length - 1; index > 0; index--)
        {
            var other = random.Below(index + 1);
            (items[index], items[other]) = (items[other], items[index]);
        }
    }
}
