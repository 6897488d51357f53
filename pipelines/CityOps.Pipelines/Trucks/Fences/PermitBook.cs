using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks.Fences;

/// <summary>The permits there are, by truck and time. A later row of one permit and start of validity replaces the one before.</summary>
public sealed class PermitBook
{
    private readonly Dictionary<string, SortedDictionary<(string Id, DateTimeOffset From), Permit>> _byTruck = new(StringComparer.Ordinal);

    public void Add(Permit permit)
    {
        if (!_byTruck.TryGetValue(permit.TruckId, out var permits))
        {
            _byTruck[permit.TruckId] = permits = [];
        }

        permits[(permit.PermitId, permit.ValidFrom)] = permit;
    }

    /// <summary>The truck's permits that are valid at an instant, whatever the hour.</summary>
    public IReadOnlyList<Permit> Of(string truck, DateTimeOffset at) => _byTruck.TryGetValue(truck, out var permits)
        ? [.. permits.Values.Where(p => p.ValidFrom <= at && (p.ValidTo is not { } until || at < until))]
        : [];
}
