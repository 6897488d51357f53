using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Trucks;

/// <summary>The register of trucks by plate. A later row of the same truck and begin takes the place of the one before.</summary>
internal sealed class TruckBook
{
    private readonly Dictionary<(string TruckId, DateTimeOffset ValidFrom), Truck> _rows = [];
    private readonly Dictionary<string, List<Truck>> _byPlate = new(StringComparer.Ordinal);

    /// <summary>Nobody is registered: then nobody can be said to be missing.</summary>
    public bool IsEmpty => _byPlate.Count == 0;

    /// <summary>A plate as it is compared: registers and cameras write it with and without the dot, spaces and small letters.</summary>
    public static string Plain(string plate) => string.Concat(plate.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <returns>Always true: every truck can be read.</returns>
    public bool Add(Truck truck)
    {
        var key = (truck.TruckId, truck.ValidFrom);
        if (_rows.Remove(key, out var before) && before.Plate is { Length: > 0 } old)
        {
            _byPlate[Plain(old)].Remove(before);
        }

        _rows[key] = truck;
        if (truck.Plate is { Length: > 0 } plate)
        {
            (_byPlate.TryGetValue(Plain(plate), out var ofPlate) ? ofPlate : _byPlate[Plain(plate)] = []).Add(truck);
        }

        return true;
    }

    /// <summary>The truck that had the plate at an instant; of several the one whose validity began last.</summary>
    /// <param name="plate">As <see cref="Plain"/> makes it.</param>
    public Truck? Find(string plate, DateTimeOffset at) => _byPlate.TryGetValue(plate, out var ofPlate)
        ? ofPlate.Where(truck => truck.ValidFrom <= at && (truck.ValidTo is not { } end || at < end)).MaxBy(truck => truck.ValidFrom)
        : null;
}
