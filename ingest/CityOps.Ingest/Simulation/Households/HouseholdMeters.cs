namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// The three meters of each dwelling: registers that carry over from day to day, a reading an hour at each meter's own minute, seconds apart from it,
/// rounded down to the register's resolution, some lost. Holds 24 bytes and one day of use a dwelling.
/// </summary>
internal sealed class HouseholdMeters
{
    private const int Utilities = 3;
    private const int Hours = 24;
    private static readonly string[] Words = ["water", "electricity", "gas"];
    private static readonly char[] Letters = ['W', 'E', 'G'];
    private static readonly double[] Steps = [HouseholdParameters.WaterStepM3, HouseholdParameters.ElectricityStepKwh, HouseholdParameters.GasStepM3];

    private readonly ulong _seed;
    private readonly int _dwellings;
    private readonly double[] _registers;
    private readonly float[] _use;
    private readonly SeededRandom _arrivals;

    public HouseholdMeters(ulong seed, int dwellings)
    {
        _seed = seed;
        _dwellings = dwellings;
        _registers = new double[dwellings * Utilities];
        _use = new float[dwellings * Utilities * Hours];
        _arrivals = SeededRandom.For(seed, "arrivals");
        for (var dwelling = 0; dwelling < dwellings; dwelling++)
        {
            var random = SeededRandom.For(seed, "meters", dwelling);
            for (var utility = 0; utility < Utilities; utility++)
            {
                _registers[(dwelling * Utilities) + utility] = Math.Round(random.Between(20, 4_000), 2);
            }
        }
    }

    /// <summary>Notes what a dwelling uses in each hour of the coming day.</summary>
    public void SetDay(int dwelling, DwellingDay day)
    {
        for (var hour = 0; hour < Hours; hour++)
        {
            var at = Slot(dwelling, 0, hour);
            _use[at] = (float)(day.Water[hour] / 1_000);
            _use[at + Hours] = (float)day.Electricity[hour];
            _use[at + (2 * Hours)] = (float)day.Gas[hour];
        }
    }

    /// <summary>Reads every meter once within the hour that begins at <paramref name="start"/>, and moves the registers to its end.</summary>
    public IEnumerable<RecordedHour> ReadHour(DateTimeOffset start, int localHour, DateTimeOffset from, DateTimeOffset to)
    {
        for (var dwelling = 0; dwelling < _dwellings; dwelling++)
        {
            var id = District.IdOf(_seed, dwelling);
            for (var utility = 0; utility < Utilities; utility++)
            {
                var meter = (dwelling * Utilities) + utility;
                var used = _use[Slot(dwelling, utility, localHour)];
                var second = MinuteOf(meter) * 60 + _arrivals.Between(0, 40);
                var at = start.AddSeconds(Math.Floor(second));
                var register = _registers[meter] + (used * second / 3_600);
                _registers[meter] += used;
                if (!_arrivals.Chance(HouseholdParameters.LostReadings) && at >= from && at < to)
                {
                    var step = Steps[utility];
                    yield return new RecordedHour(
                        District.MeterOf(_seed, dwelling, Letters[utility]), id, Words[utility], at.ToUnixTimeMilliseconds(), Math.Round(Math.Floor(register / step) * step, 3));
                }
            }
        }
    }

    /// <summary>Head ends ask meters one after the other: each has its own minute of the hour.</summary>
    private static int MinuteOf(int meter) => (int)((uint)meter * 2_654_435_761u >> 16) % 58;

    private static int Slot(int dwelling, int utility, int hour) => (((dwelling * Utilities) + utility) * Hours) + hour;
}

/// <summary>One reading as the head end reports it.</summary>
internal readonly record struct RecordedHour(string Meter, string Dwelling, string Utility, long ReadAtUnixMs, double Register);
