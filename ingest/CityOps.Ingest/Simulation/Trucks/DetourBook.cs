namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>The detours ordered so far. One holds for every truck in its area, not only for the one it was ordered for.</summary>
internal sealed class DetourBook
{
    /// <summary>How long a detour holds.</summary>
    public const long DurationMs = 90 * 60_000;

    /// <summary>From the middle to each corner of its octagon.</summary>
    public const double ReachM = 2_200;

    private readonly List<(long FromMs, Place Middle)> _detours = [];

    public void Add(long fromMs, Place middle) => _detours.Add((fromMs, middle));

    public bool Holds(long atMs, Place place)
    {
        foreach (var (from, middle) in _detours)
        {
            if (from <= atMs && atMs < from + DurationMs && IsWithin(place, middle))
            {
                return true;
            }
        }

        return false;
    }

    public static IEnumerable<Place> Corners(Place middle) =>
        Enumerable.Range(0, 9).Select(corner => middle.Shifted(ReachM * Math.Cos(Math.PI * 2 * (corner % 8) / 8), ReachM * Math.Sin(Math.PI * 2 * (corner % 8) / 8)));

    // Within each of the octagon's eight sides.
    private static bool IsWithin(Place place, Place middle)
    {
        var (east, north) = (place.East - middle.East, place.North - middle.North);
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
