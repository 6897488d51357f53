namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// The registers of a district's meters. A day is put in dwelling by dwelling (any number of threads, each dwelling once), then its hours are read in order. Holds about
/// 400 bytes a dwelling (1.4 kB where meters are read every 15 minutes), whatever the length of the run.
/// </summary>
internal sealed class MeterBank
{
    private const int MostHours = 25;
    private readonly ulong _seed;
    private readonly int _dwellings;
    private readonly int _slots;
    private readonly ReadingTimes _times;
    private readonly DwellingPlan[] _plans;
    private readonly DateOnly _middle;
    private readonly MeterTraits[] _traits;
    private readonly double[] _registers;
    private readonly float[] _atReading;
    private readonly float[] _totals;
    private readonly bool[] _maySilent;
    private readonly SortedDictionary<long, List<RecordedReading>> _kept = [];

    public MeterBank(ulong seed, DwellingPlan[] plans, HouseholdOptions options, DateOnly from, DateOnly to)
    {
        (_seed, _plans, _dwellings, _times) = (seed, plans, plans.Length, new ReadingTimes(seed, options.Like.Count > 0));
        _middle = from.AddDays((to.DayNumber - from.DayNumber) / 2);
        _slots = options.Cycles is ReadingMix.QuarterHour ? 4 : 1;
        var meters = _dwellings * MeterTraits.Utilities;
        (_traits, _registers, _totals, _maySilent) = (new MeterTraits[meters], new double[meters], new float[meters], new bool[meters]);
        _atReading = new float[meters * MostHours * _slots];
        for (var meter = 0; meter < meters; meter++)
        {
            var (dwelling, utility) = (meter / MeterTraits.Utilities, meter % MeterTraits.Utilities);
            _traits[meter] = MeterTraits.Of(seed, plans[dwelling], utility, _dwellings, options);
            _registers[meter] = 20 + (4_000 * SeededRandom.Share(seed, (ulong)Purpose.Meter, dwelling, 100 + utility));
        }
    }

    public MeterTraits Traits(int dwelling, int utility) => _traits[(dwelling * MeterTraits.Utilities) + utility];

    /// <summary>Notes what a dwelling's meters will show at each reading of the coming day.</summary>
    public void SetDay(int dwelling, DwellingDay day, DayClock clock, DateOnly date)
    {
        SetDay(dwelling, 0, day.Water, 0.001, clock, date);
        SetDay(dwelling, 1, day.Electricity, 1, clock, date);
        SetDay(dwelling, 2, day.Gas, 1, clock, date);
    }

    /// <summary>Adds the flats behind a master meter to it, once every dwelling has its day.</summary>
    public void MergeMasters()
    {
        for (var dwelling = 0; dwelling < _dwellings; dwelling++)
        {
            var head = Traits(dwelling, 0).Head;
            if (head != dwelling)
            {
                var (into, from) = (Slot(head * MeterTraits.Utilities, 0, 0), Slot(dwelling * MeterTraits.Utilities, 0, 0));
                for (var slot = 0; slot < MostHours * _slots; slot++)
                {
                    _atReading[into + slot] += _atReading[from + slot];
                }

                _totals[head * MeterTraits.Utilities] += _totals[dwelling * MeterTraits.Utilities];
            }
        }
    }

    /// <summary>The readings of one hour in the order in which they come: first what silent meters kept until now.</summary>
    public IEnumerable<RecordedReading> ReadHour(DayClock clock, int elapsedHour)
    {
        var start = clock.Start.AddHours(elapsedHour).ToUnixTimeSeconds();
        var hour = start / 3_600;
        if (_kept.Remove(hour, out var late))
        {
            foreach (var reading in late)
            {
                yield return reading;
            }
        }

        for (var meter = 0; meter < _traits.Length; meter++)
        {
            var cycle = _traits[meter].Cycle;
            if (cycle is MeterCycle.Never || (cycle is MeterCycle.Daily && elapsedHour > 0) || (cycle is MeterCycle.TwoMonthly && !IsWalkedBy(meter, hour, clock, elapsedHour)))
            {
                continue;
            }

            for (var quarter = 0; quarter < (cycle is MeterCycle.QuarterHour ? 4 : 1); quarter++)
            {
                if (Read(meter, start, hour, elapsedHour, quarter) is { } reading)
                {
                    yield return reading;
                }
            }
        }
    }

    /// <summary>Moves every register to the end of the day.</summary>
    public void EndDay()
    {
        for (var meter = 0; meter < _registers.Length; meter++)
        {
            _registers[meter] += _totals[meter];
        }
    }

    private RecordedReading? Read(int meter, long start, long hour, int elapsedHour, int quarter)
    {
        var (dwelling, utility) = (meter / MeterTraits.Utilities, meter % MeterTraits.Utilities);
        ref readonly var traits = ref _traits[meter];
        if (_times.IsLost(dwelling, utility, traits, hour))
        {
            return null;
        }

        var second = _times.SecondOf(traits.Head, utility, traits, hour, quarter);
        var step = traits.Step;
        var units = Math.Floor((_registers[meter] + _atReading[Slot(meter, elapsedHour, quarter)]) / step + 1e-4);
        var reading = new RecordedReading(dwelling, traits.Dwelling, utility, (start + second) * 1_000, Math.Round(units * Math.Round(step, 3), 3));
        if (!_maySilent[meter] || _times.SilentUntil(dwelling, utility, hour) is not { } until)
        {
            return reading;
        }

        if (until > 0)
        {
            _kept.TryAdd(until, []);
            _kept[until].Add(reading);
        }

        return null;
    }

    private void SetDay(int dwelling, int utility, UtilityDay day, double unit, DayClock clock, DateOnly date)
    {
        var meter = (dwelling * MeterTraits.Utilities) + utility;
        ref readonly var traits = ref _traits[meter];
        var plan = _plans[dwelling];
        if (plan.Kind is DwellingKind.SwappedMeter && date == _middle && utility < 2)
        {
            _registers[meter] = 0;
        }

        var stuck = plan.Kind is DwellingKind.BrokenMeter && utility == plan.Index % 2 && SeededRandom.Share(_seed, (ulong)Purpose.Meter, meter, date.DayNumber / 3) < 0.3;
        _maySilent[meter] = _times.MayBeSilent(dwelling, utility, clock);
        var factor = stuck ? 0 : unit * traits.Gain;
        var first = clock.Start.ToUnixTimeSeconds() / 3_600;
        double whole = 0;
        var step = 0;
        for (var hour = 0; hour < clock.Hours; hour++)
        {
            for (var quarter = 0; quarter < _slots; quarter++)
            {
                var second = _times.SecondOf(traits.Head, utility, _traits[(traits.Head * MeterTraits.Utilities) + utility], first + hour, quarter);
                step = day.Sum(step, ref whole, (hour * 3_600.0) + second, out var until);
                _atReading[Slot(meter, hour, quarter)] = (float)(until * factor);
            }
        }

        _totals[meter] = (float)(day.Total * factor);
    }

    // Somebody walks by every two months, at an hour of the day.
    private bool IsWalkedBy(int meter, long hour, DayClock clock, int elapsedHour)
    {
        var draw = SeededRandom.Hash(_seed, (ulong)Purpose.Phase, meter, 5);
        return clock.Wall(elapsedHour) == 9 + (int)(draw % 8) && ((hour / 24) + (long)(draw / 8 % 60)) % 60 == 0;
    }

    private int Slot(int meter, int hour, int quarter) => (((meter * MostHours) + hour) * _slots) + quarter;
}
