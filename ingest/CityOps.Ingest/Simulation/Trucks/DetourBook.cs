namespace CityOps.Ingest.Simulation.Trucks;

/// <summary>The detours ordered so far. One holds for every truck in its area, not only for the one it was ordered for.</summary>
internal sealed class DetourBook
{
    /// <summary>How long a detour holds.</summary>
    public const long DurationMs = 90 * 60_000;

    private readonly List<(long FromMs, Octagon Area)> _detours = [];

    public void Add(long fromMs, Octagon area) => _detours.Add((fromMs, area));

    public bool Holds(long atMs, Place place)
    {
        foreach (var (from, area) in _detours)
        {
            if (from <= atMs && atMs < from + DurationMs && area.Holds(place))
            {
                return true;
            }
        }

        return false;
    }
}
