using CityOps.Pipelines.Trucks.Rules;

namespace CityOps.Pipelines.Trucks;

/// <summary>An incident that stands.</summary>
/// <param name="Version">The source order of the point that brought it about, or of what last changed it.</param>
/// <param name="SensorId">The camera or dust sensor that it rests on.</param>
public sealed record OpenIncident(string TruckId, Finding Finding, ulong Version, bool FoundLate, string? SensorId = null);

/// <summary>Remembers recent incidents, so that a site, a permit, a control or a late point can withdraw what it excuses.</summary>
public sealed class OpenIncidents
{
    /// <summary>How long, by the trucks' own clocks, an incident can still be withdrawn.</summary>
    private const long MemoryMs = 7L * 24 * 3_600_000;

    private readonly SortedDictionary<string, SortedDictionary<(FindingKind Kind, long StartedAtMs), OpenIncident>> _byTruck = new(StringComparer.Ordinal);

    /// <summary>The newest instant of any truck, milliseconds since 1970-01-01T00:00:00Z.</summary>
    public long NewestAtMs { get; private set; } = long.MinValue;

    public IReadOnlyList<OpenIncident> All => [.. _byTruck.Values.SelectMany(ofTruck => ofTruck.Values).Where(IsRemembered)];

    public void Saw(long atMs) => NewestAtMs = Math.Max(NewestAtMs, atMs);

    public OpenIncident? Of(string truckId, in Finding finding) =>
        _byTruck.TryGetValue(truckId, out var ofTruck) && ofTruck.TryGetValue((finding.Kind, finding.StartedAtMs), out var incident) ? incident : null;

    public IReadOnlyList<OpenIncident> Of(string truckId, FindingKind kind) =>
        _byTruck.TryGetValue(truckId, out var ofTruck) ? [.. ofTruck.Values.Where(i => i.Finding.Kind == kind)] : [];

    public void Put(OpenIncident incident)
    {
        if (!_byTruck.TryGetValue(incident.TruckId, out var ofTruck))
        {
            _byTruck[incident.TruckId] = ofTruck = [];
        }

        ofTruck[(incident.Finding.Kind, incident.Finding.StartedAtMs)] = incident;
    }

    public void Remove(OpenIncident incident)
    {
        if (_byTruck.TryGetValue(incident.TruckId, out var ofTruck) && ofTruck.Remove((incident.Finding.Kind, incident.Finding.StartedAtMs)) && ofTruck.Count == 0)
        {
            _byTruck.Remove(incident.TruckId);
        }
    }

    public void Forget()
    {
        foreach (var incident in _byTruck.Values.SelectMany(ofTruck => ofTruck.Values).Where(i => !IsRemembered(i)).ToList())
        {
            Remove(incident);
        }
    }

    internal void Write(StateWriter writer)
    {
        writer.Value(NewestAtMs);
        writer.Value(_byTruck.Values.Sum(ofTruck => ofTruck.Count));
        foreach (var incident in _byTruck.Values.SelectMany(ofTruck => ofTruck.Values))
        {
            writer.Text(incident.TruckId);
            writer.Value(incident.Finding);
            writer.Value(incident.Version);
            writer.Value(incident.FoundLate);
            writer.Text(incident.SensorId ?? "");
        }
    }

    internal void Read(StateReader reader)
    {
        Saw(reader.Value<long>());
        for (var left = reader.Value<int>(); left > 0; left--)
        {
            Put(new OpenIncident(reader.Text(), reader.Value<Finding>(), reader.Value<ulong>(), reader.Value<bool>(), reader.Text() is { Length: > 0 } sensor ? sensor : null));
        }
    }

    private bool IsRemembered(OpenIncident incident) => NewestAtMs < MemoryMs || incident.Finding.FinishedAtMs >= NewestAtMs - MemoryMs;
}
