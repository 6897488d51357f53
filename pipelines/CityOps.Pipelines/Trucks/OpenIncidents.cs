using CityOps.Pipelines.Trucks.Rules;

namespace CityOps.Pipelines.Trucks;

/// <summary>An incident that stands.</summary>
/// <param name="Version">The source order of the point that brought it about, or of what last changed it.</param>
public sealed record OpenIncident(string TruckId, Finding Finding, ulong Version, bool FoundLate);

/// <summary>Remembers recent incidents, so that a site, a permit, a control or a late point can withdraw what it excuses.</summary>
public sealed class OpenIncidents
{
    /// <summary>How long, by the trucks' own clocks, an incident can still be withdrawn.</summary>
    private const long MemoryMs = 7L * 24 * 3_600_000;

    private readonly SortedDictionary<(string Truck, FindingKind Kind, long StartedAtMs), OpenIncident> _incidents = new(new ByTruck());

    /// <summary>The newest instant of any truck, milliseconds since 1970-01-01T00:00:00Z.</summary>
    public long NewestAtMs { get; private set; } = long.MinValue;

    public IReadOnlyList<OpenIncident> All => [.. _incidents.Values.Where(IsRemembered)];

    public void Saw(long atMs) => NewestAtMs = Math.Max(NewestAtMs, atMs);

    public OpenIncident? Of(string truckId, in Finding finding) => _incidents.GetValueOrDefault((truckId, finding.Kind, finding.StartedAtMs));

    public IReadOnlyList<OpenIncident> Of(string truckId, FindingKind kind) =>
        [.. _incidents.Values.Where(i => i.Finding.Kind == kind && string.Equals(i.TruckId, truckId, StringComparison.Ordinal))];

    public void Put(OpenIncident incident) => _incidents[KeyOf(incident)] = incident;

    public void Remove(OpenIncident incident) => _incidents.Remove(KeyOf(incident));

    public void Forget()
    {
        foreach (var incident in _incidents.Values.Where(i => !IsRemembered(i)).ToList())
        {
            Remove(incident);
        }
    }

    internal void Write(StateWriter writer)
    {
        writer.Value(NewestAtMs);
        writer.Value(_incidents.Count);
        foreach (var incident in _incidents.Values)
        {
            writer.Text(incident.TruckId);
            writer.Value(incident.Finding);
            writer.Value(incident.Version);
            writer.Value(incident.FoundLate);
        }
    }

    internal void Read(StateReader reader)
    {
        Saw(reader.Value<long>());
        for (var left = reader.Value<int>(); left > 0; left--)
        {
            Put(new OpenIncident(reader.Text(), reader.Value<Finding>(), reader.Value<ulong>(), reader.Value<bool>()));
        }
    }

    private static (string, FindingKind, long) KeyOf(OpenIncident incident) => (incident.TruckId, incident.Finding.Kind, incident.Finding.StartedAtMs);

    private bool IsRemembered(OpenIncident incident) => NewestAtMs < MemoryMs || incident.Finding.FinishedAtMs >= NewestAtMs - MemoryMs;

    private sealed class ByTruck : IComparer<(string Truck, FindingKind Kind, long StartedAtMs)>
    {
        public int Compare((string Truck, FindingKind Kind, long StartedAtMs) x, (string Truck, FindingKind Kind, long StartedAtMs) y)
        {
            var byTruck = string.CompareOrdinal(x.Truck, y.Truck);
            return byTruck != 0 ? byTruck : x.Kind != y.Kind ? x.Kind.CompareTo(y.Kind) : x.StartedAtMs.CompareTo(y.StartedAtMs);
        }
    }
}
