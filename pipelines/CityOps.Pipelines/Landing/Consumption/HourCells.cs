using System.Runtime.InteropServices;
using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>How sure an hour is; where several hold, the higher.</summary>
internal enum HourMark : byte
{
    Measured,
    Spread,
    Jump,
    Reset,
}

/// <summary>What one register says of one hour and dwelling.</summary>
internal record struct HourCell(int Hour, ulong DwellingKey, RegisterCode Code, Attribution Attribution, HourMark Mark, double Used, long KnownMs);

/// <summary>What all registers of one meter say of an hour and dwelling together.</summary>
internal readonly record struct BookedHour(int Hour, ulong DwellingKey, Attribution Attribution, HourMark Mark, double Used, int CoveredS);

/// <summary>Adds up the shares that pairs of readings have in hours.</summary>
internal sealed class HourCells
{
    private readonly List<HourCell> _cells = [];
    private bool _hasSeveralRegisters;

    public void Clear()
    {
        _cells.Clear();
        _hasSeveralRegisters = false;
    }

    /// <summary>Adds a share. The shares of one register come in the order of time, one register after the other.</summary>
    public void Add(in HourCell share)
    {
        var cells = CollectionsMarshal.AsSpan(_cells);
        for (var at = cells.Length - 1; at >= 0 && cells[at].Hour == share.Hour && cells[at].Code == share.Code; at--)
        {
            if (cells[at].DwellingKey == share.DwellingKey)
            {
                cells[at] = Sum(cells[at], share);
                return;
            }
        }

        _hasSeveralRegisters |= cells.Length > 0 && cells[^1].Code != share.Code;
        _cells.Add(share);
    }

    /// <summary>The hours, in order.</summary>
    public void Book(List<BookedHour> hours)
    {
        hours.Clear();
        if (_hasSeveralRegisters)
        {
            _cells.Sort(static (one, other) => (one.Hour, one.DwellingKey, one.Code).CompareTo((other.Hour, other.DwellingKey, other.Code)));
        }

        var cells = CollectionsMarshal.AsSpan(_cells);
        for (int at = 0, next; at < cells.Length; at = next)
        {
            next = at + 1;
            while (next < cells.Length && cells[next].Hour == cells[at].Hour && cells[next].DwellingKey == cells[at].DwellingKey)
            {
                next++;
            }

            hours.Add(Together(cells[at..next]));
        }
    }

    // The total where there is one; else peak and valley, which cover together what each of them covers.
    private static BookedHour Together(ReadOnlySpan<HourCell> cells)
    {
        var sum = cells[0];
        for (var at = 1; at < cells.Length && cells[0].Code is not RegisterCode.Total; at++)
        {
            sum = Sum(sum, cells[at]) with { KnownMs = Math.Min(sum.KnownMs, cells[at].KnownMs) };
        }

        return new BookedHour(sum.Hour, sum.DwellingKey, sum.Attribution, sum.Mark, sum.Used, (int)(sum.KnownMs / 1_000));
    }

    private static HourCell Sum(in HourCell one, in HourCell other) => one with
    {
        Attribution = one.Attribution > other.Attribution ? one.Attribution : other.Attribution,
        Mark = one.Mark > other.Mark ? one.Mark : other.Mark,
        Used = one.Used + other.Used,
        KnownMs = one.KnownMs + other.KnownMs,
    };
}
