namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>The area of an order: an octagon about its middle.</summary>
/// <param name="ReachM">From the middle to each corner.</param>
internal readonly record struct Octagon(Place Middle, double ReachM)
{
    // A side is nearer to the middle than a corner, and receivers err.
    private const double SpareShare = 1.2;

    public string Wkt
    {
        get
        {
            var (middle, reach) = (Middle, ReachM);
            return $"POLYGON (({string.Join(", ", Enumerable.Range(0, 9).Select(corner => middle.Shifted(reach * Math.Cos(Math.PI * 2 * (corner % 8) / 8), reach * Math.Sin(Math.PI * 2 * (corner % 8) / 8))))}))";
        }
    }

    /// <summary>The octagon about a middle that holds these places well within it.</summary>
    public static Octagon Around(Place middle, IEnumerable<Place> places, double leastM) => new(middle, Math.Max(leastM, SpareShare * places.Max(middle.DistanceTo)));

    /// <summary>Whether a place is within each of its eight sides.</summary>
    public bool Holds(Place place)
    {
        var (east, north) = (place.East - Middle.East, place.North - Middle.North);
        var apothem = ReachM * Math.Cos(Math.PI / 8);
        for (var side = 0; side < 8; side++)
        {
            var angle = Math.PI * ((2 * side) + 1) / 8;
            if ((east * Math.Cos(angle)) + (north * Math.Sin(angle)) > apothem)
            {
                return false;
            }
        }

        return true;
    }
}
