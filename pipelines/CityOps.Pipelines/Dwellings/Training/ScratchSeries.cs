namespace CityOps.Pipelines.Dwellings.Training;

/// <summary>The open days of one utility of one dwelling. Its meters add up, hour by hour.</summary>
internal sealed class ScratchSeries(ulong dwelling, byte utility)
{
    private const int Slots = 25;

    // Hours of a meter come in order; those of two meters differ by less than this.
    private const int OpenDays = 3;

    private readonly List<Day> _open = [];

    public void Add(LocalHour hour, double used, ScratchRows rows)
    {
        var day = Find(hour.Day, rows);
        day.Used[hour.Slot] += used;
        day.Hours[hour.Slot] = (sbyte)hour.Hour;
    }

    public void CloseAll(ScratchRows rows)
    {
        foreach (var day in _open)
        {
            Close(day, rows);
        }

        _open.Clear();
    }

    private Day Find(int day, ScratchRows rows)
    {
        foreach (var open in _open)
        {
            if (open.Number == day)
            {
                return open;
            }
        }

        if (_open.Count == OpenDays)
        {
            Close(_open[0], rows);
            _open[0].Reset(day);
            (_open[0], _open[1], _open[2]) = (_open[1], _open[2], _open[0]);
            return _open[2];
        }

        var fresh = new Day();
        fresh.Reset(day);
        _open.Add(fresh);
        return fresh;
    }

    private void Close(Day day, ScratchRows rows)
    {
        // In use, some use by night, much and very much: litres of water, kWh, m³ of gas as in FillDwellingDays.sql; a shower: 40 L.
        var (inUse, some, much, veryMuch) = utility switch { 0 => (0.005, 0.003, 0.015, 0.08), 1 => (0.3, 0.15, 0.6, 1.2), _ => (0.03, 0.01, 0.1, 0.3) };
        var partials = new DayPartials { Valley = double.MaxValue };
        for (var slot = 0; slot < Slots; slot++)
        {
            if (day.Hours[slot] < 0)
            {
                continue;
            }

            var used = day.Used[slot];
            partials.Hours++;
            partials.Used += used;
            partials.Night += day.Hours[slot] < 6 ? used : 0;
            partials.Morning += day.Hours[slot] is >= 6 and < 10 ? used : 0;
            partials.Evening += day.Hours[slot] >= 18 ? used : 0;
            partials.Peak = Math.Max(partials.Peak, used);
            partials.Valley = Math.Min(partials.Valley, used);
            partials.Squares += used * used;
            partials.Active += used >= inUse ? 1 : 0;
            partials.Still += used < 0.0000005 ? 1 : 0;
            partials.NightUses += day.Hours[slot] < 6 && used >= some ? 1 : 0;
            partials.Busy += used >= much ? 1 : 0;
            partials.Heavy += used >= veryMuch ? 1 : 0;
            partials.Showers += utility == 0 && used >= 0.04 ? 1 : 0;
        }

        rows.AddDay(dwelling, utility, day.Number, partials);
    }

    private sealed class Day
    {
        public int Number { get; private set; }

        public double[] Used { get; } = new double[Slots];

        /// <summary>The hour on the clock of each slot; -1 where it was not read.</summary>
        public sbyte[] Hours { get; } = new sbyte[Slots];

        public void Reset(int day)
        {
            Number = day;
            Used.AsSpan().Clear();
            Hours.AsSpan().Fill(-1);
        }
    }
}

/// <summary>The partials of one day: the columns of <c>dwelling_days</c>.</summary>
internal struct DayPartials
{
    public int Hours;
    public double Used;
    public double Night;
    public double Morning;
    public double Evening;
    public double Peak;
    public double Valley;
    public double Squares;
    public int Active;
    public int Showers;
    public int Still;
    public int NightUses;
    public int Busy;
    public int Heavy;
}
