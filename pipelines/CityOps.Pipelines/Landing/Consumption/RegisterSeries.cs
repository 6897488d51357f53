using System.Runtime.InteropServices;
using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Consecutive readings of one register in the order of time, one an instant, and which of them are new.</summary>
internal sealed class RegisterSeries(Utility utility, RegisterCode code)
{
    private readonly List<RegisterReading> _readings = [];

    public Utility Utility { get; } = utility;

    public RegisterCode Code { get; } = code;

    public ReadOnlySpan<RegisterReading> Readings => CollectionsMarshal.AsSpan(_readings);

    /// <summary>Whether no older reading exists.</summary>
    public bool IsWhole { get; set; }

    /// <summary>The first and last changed reading; empty where none changed.</summary>
    public (int First, int Last) Changed { get; private set; } = (0, -1);

    public bool IsChanged => Changed.Last >= Changed.First;

    /// <summary>Whether all that changed lies behind all that was there.</summary>
    public bool IsAppended { get; private set; }

    /// <summary>Starts with readings that are known already.</summary>
    public void Begin(ReadOnlySpan<RegisterReading> known, bool isWhole)
    {
        _readings.Clear();
        _readings.AddRange(known);
        (Changed, IsAppended, IsWhole) = ((0, -1), false, isWhole);
    }

    /// <summary>Adds changed readings, in the order of time and one an instant.</summary>
    public void Add(ReadOnlySpan<RegisterReading> changed)
    {
        IsAppended = _readings.Count == 0 || _readings[^1].AtMs < changed[0].AtMs;
        _readings.EnsureCapacity(_readings.Count + changed.Length);
        if (IsAppended)
        {
            Changed = (_readings.Count, _readings.Count + changed.Length - 1);
            _readings.AddRange(changed);
            return;
        }

        var (from, to) = (changed[0].AtMs, changed[^1].AtMs);
        Merge(changed);
        Changed = (FirstAtOrAfter(from), FirstAtOrAfter(to));
    }

    /// <summary>Calls every reading changed.</summary>
    public void MarkAll() => (Changed, IsAppended) = ((0, _readings.Count - 1), false);

    /// <summary>The highest version of its readings.</summary>
    public ulong Newest()
    {
        var newest = 0UL;
        foreach (var reading in _readings)
        {
            newest = Math.Max(newest, reading.Version);
        }

        return newest;
    }

    /// <summary>The place of the first reading at or after an instant.</summary>
    public int FirstAtOrAfter(long atMs)
    {
        var (low, high) = (0, _readings.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _readings[middle].AtMs < atMs ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Merge(ReadOnlySpan<RegisterReading> changed)
    {
        var known = _readings.ToArray();
        _readings.Clear();
        var (k, c) = (0, 0);
        while (k < known.Length || c < changed.Length)
        {
            if (c == changed.Length || (k < known.Length && known[k].AtMs < changed[c].AtMs))
            {
                _readings.Add(known[k++]);
            }
            else if (k == known.Length || changed[c].AtMs < known[k].AtMs)
            {
                _readings.Add(changed[c++]);
            }
            else
            {
                _readings.Add(known[k].Version > changed[c].Version ? known[k] : changed[c]);
                (k, c) = (k + 1, c + 1);
            }
        }
    }
}
