using Apache.Arrow;
using CityOps.Contracts.Events;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>What is to be written of some meters: hours, intervals, which dwellings they name, and which of the dwellings' days must be filled anew.</summary>
internal sealed class ConsumptionRows(TimeZoneInfo zone)
{
    private readonly LocalDays _days = new(zone);
    private readonly HashSet<(ulong DwellingKey, ushort Day)> _changedDays = [];
    private readonly HashSet<(ulong MeterKey, ulong DwellingKey)> _named = [];
    private (ulong DwellingKey, ushort Day) _lastDay;
    private (ulong MeterKey, ulong DwellingKey) _lastNamed;

    public HourRows Hours { get; } = new();

    public IntervalRows Intervals { get; } = new();

    public int Count => Hours.Count + Intervals.Count;

    public void AddHour(ulong meter, Utility utility, in BookedHour hour, ulong version)
    {
        Hours.Add(meter, utility, hour, version);
        Name(meter, hour.DwellingKey);
        ChangeDay(hour.DwellingKey, hour.Hour);
    }

    public void TakeBackHour(ulong meter, Utility utility, int hour, ulong dwelling, ulong version)
    {
        Hours.TakeBack(meter, utility, hour, dwelling, version);
        ChangeDay(dwelling, hour);
    }

    public void AddInterval(ulong meter, in BookedInterval interval, Attribution attribution, in Step step, ulong version)
    {
        Intervals.Add(meter, interval, attribution, step, version);
        Name(meter, interval.DwellingKey);
    }

    public void TakeBackInterval(ulong meter, in BookedInterval interval, ulong version) => Intervals.TakeBack(meter, interval, version);

    /// <summary>Rows of <c>meter_dwellings</c>.</summary>
    public RecordBatch? Dwellings() => _named.Count == 0 ? null : new RecordBatch.Builder()
        .Append("meter_key", false, RowColumns.Keys([.. _named.Select(n => n.MeterKey)]))
        .Append("dwelling_key", false, RowColumns.Keys([.. _named.Select(n => n.DwellingKey)]))
        .Build();

    /// <summary>Rows of <c>changed_days</c>.</summary>
    /// <param name="mark">Names these rows alone.</param>
    public RecordBatch? ChangedDays(ulong mark) => _changedDays.Count == 0 ? null : new RecordBatch.Builder()
        .Append("mark", false, RowColumns.Keys([.. Enumerable.Repeat(mark, _changedDays.Count)]))
        .Append("dwelling_key", false, RowColumns.Keys([.. _changedDays.Select(d => d.DwellingKey)]))
        .Append("day", false, RowColumns.Small([.. _changedDays.Select(d => d.Day)]))
        .Build();

    public void Clear()
    {
        Hours.Clear();
        Intervals.Clear();
        _changedDays.Clear();
        _named.Clear();
        (_lastDay, _lastNamed) = (default, default);
    }

    // What is nobody's has no days.
    private void ChangeDay(ulong dwelling, int hour)
    {
        var day = (dwelling, _days.DayOf(hour));
        if (dwelling != 0 && day != _lastDay)
        {
            _lastDay = day;
            _changedDays.Add(day);
        }
    }

    private void Name(ulong meter, ulong dwelling)
    {
        var name = (meter, dwelling);
        if (name != _lastNamed)
        {
            _lastNamed = name;
            _named.Add(name);
        }
    }
}
