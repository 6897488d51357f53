using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks;

/// <summary>A dumping that stands.</summary>
/// <param name="Version">The source order of the point that brought it about, or of what last changed it.</param>
public sealed record OpenIncident(string TruckId, StopSeen Seen, ulong Version, bool FoundLate);

/// <summary>Remembers recent incidents, so that a site or a permit that arrives later can withdraw what it excuses.</summary>
public sealed class OpenIncidents
{
    /// <summary>How long, by the trucks' own clocks, an incident can still be withdrawn.</summary>
    private const long MemoryMs = 7L * 24 * 3_600_000;

    private readonly List<OpenIncident> _incidents = [];

    /// <summary>The newest instant of any truck, milliseconds since 1970-01-01T00:00:00Z.</summary>
    public long NewestAtMs { get; private set; } = long.MinValue;

    public IReadOnlyList<OpenIncident> All => [.. _incidents.Where(IsRemembered)];

    public void Saw(long atMs) => NewestAtMs = Math.Max(NewestAtMs, atMs);

    public void Add(OpenIncident incident) => _incidents.Add(incident);

    public void Remove(OpenIncident incident) => _incidents.Remove(incident);

    public void Forget() => _incidents.RemoveAll(incident => !IsRemembered(incident));

    private bool IsRemembered(OpenIncident incident) => NewestAtMs < MemoryMs || incident.Seen.Stop.FinishedAtMs >= NewestAtMs - MemoryMs;
}
