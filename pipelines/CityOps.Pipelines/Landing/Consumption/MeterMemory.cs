using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>
/// The last readings of the meters of one partition, so that what is read in order needs nothing from the warehouse. Only the partition's owner writes
/// its readings, so what it remembers stays true for as long as it owns it; a new owner starts with nothing. Whoever fails to write must forget.
/// </summary>
/// <param name="maxMeters">Beyond it those that were not used lately are forgotten.</param>
internal sealed class MeterMemory(int maxMeters)
{
    private Dictionary<ulong, Remembered> _young = [];
    private Dictionary<ulong, Remembered> _old = [];

    /// <summary>What is remembered of a meter, to add new readings to, or null.</summary>
    public MeterReadings? Recall(ulong meterKey)
    {
        if (Find(meterKey) is not { } remembered)
        {
            return null;
        }

        var meter = new MeterReadings(meterKey) { Newest = remembered.Newest };
        foreach (var tail in remembered.Tails)
        {
            meter.Register(tail.Utility, tail.Code).Begin(tail.Readings, tail.IsWhole);
        }

        return meter;
    }

    /// <summary>Remembers the last readings of a meter, of which none later exist.</summary>
    public void Remember(MeterReadings meter)
    {
        var tails = new Tail[meter.Registers.Count];
        for (var at = 0; at < tails.Length; at++)
        {
            var register = meter.Registers[at];
            var readings = register.Readings;
            var cut = Math.Max(0, readings.Length - SurroundingsReader.Enough);
            tails[at] = new Tail(register.Utility, register.Code, readings[cut..].ToArray(), register.IsWhole && cut == 0);
        }

        Keep(meter.MeterKey, new Remembered(meter.Newest, tails));
    }

    public void Forget(ulong meterKey)
    {
        _young.Remove(meterKey);
        _old.Remove(meterKey);
    }

    public void ForgetAll() => (_young, _old) = ([], []);

    private Remembered? Find(ulong meterKey)
    {
        if (_young.TryGetValue(meterKey, out var remembered))
        {
            return remembered;
        }

        if (_old.Remove(meterKey, out remembered))
        {
            Keep(meterKey, remembered);
        }

        return remembered;
    }

    private void Keep(ulong meterKey, Remembered remembered)
    {
        _young[meterKey] = remembered;
        if (_young.Count > maxMeters / 2)
        {
            (_young, _old) = ([], _young);
        }
    }

    private sealed record Remembered(ulong Newest, Tail[] Tails);

    private readonly record struct Tail(Utility Utility, RegisterCode Code, RegisterReading[] Readings, bool IsWhole);
}
