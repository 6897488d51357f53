using System.Collections.Concurrent;
using CityOps.Contracts.Events;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Trucks;

/// <summary>Which truck a terminal's phone belongs to, from the reference contract <c>trucks</c>. A later row of the same truck and begin takes the place of the one before.</summary>
public sealed class TruckDirectory
{
    private readonly Lock _writing = new();
    private readonly Dictionary<(string TruckId, DateTimeOffset ValidFrom), Truck> _rows = [];
    private readonly ConcurrentDictionary<string, Truck[]> _byPhone = new(StringComparer.Ordinal);

    /// <summary>How many phones are known.</summary>
    public int Phones => _byPhone.Count;

    public void Put(Truck truck)
    {
        lock (_writing)
        {
            var key = (truck.TruckId, truck.ValidFrom);
            if (_rows.Remove(key, out var before) && before.TerminalPhone is { Length: > 0 } old)
            {
                Replace(PhoneDigits.Bare(old), rows => [.. rows.Where(row => !ReferenceEquals(row, before))]);
            }

            _rows[key] = truck;
            if (truck.TerminalPhone is { Length: > 0 } phone)
            {
                Replace(PhoneDigits.Bare(phone), rows => [.. rows.Append(truck).OrderByDescending(row => row.ValidFrom)]);
            }
        }
    }

    /// <param name="phone">In any spelling.</param>
    public bool Knows(string phone) => _byPhone.ContainsKey(PhoneDigits.Bare(phone));

    /// <summary>The truck that had the terminal at an instant; of several the one whose validity began last.</summary>
    public Truck? Find(string phone, DateTimeOffset at)
    {
        foreach (var truck in _byPhone.GetValueOrDefault(PhoneDigits.Bare(phone)) ?? [])
        {
            if (truck.ValidFrom <= at && (truck.ValidTo is not { } end || at < end))
            {
                return truck;
            }
        }

        return null;
    }

    private void Replace(string phone, Func<Truck[], Truck[]> change)
    {
        var rows = change(_byPhone.GetValueOrDefault(phone) ?? []);
        if (rows.Length == 0)
        {
            _byPhone.TryRemove(phone, out _);
        }
        else
        {
            _byPhone[phone] = rows;
        }
    }
}
