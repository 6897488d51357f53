namespace CityOps.Host.Evaluation;

/// <summary>Sums over 28 days of one dwelling's hourly use, enough for the single features of the table; takes one hour at a time.</summary>
internal sealed class DwellingTally
{
    private const int Hours = 24;
    private readonly double[] _last = [double.NaN, double.NaN, double.NaN];
    private readonly long[] _lastAt = new long[3];
    private readonly double[] _sum = new double[3 * Hours];
    private readonly double[] _day = new double[3];
    private double _occupiedLitres;
    private double _weekendLitres;
    private int _occupiedDays;
    private int _days;
    private int _weekendDays;
    private int _showerHours;
    private int _activeHours;
    private int _mealHours;
    private int _today = -1;

    public bool IsRental { get; set; }

    public double Occupants { get; set; }

    public double Present { get; set; }

    public double Rooms { get; set; }

    public double Area { get; set; }

    public double Registered { get; set; }

    /// <param name="seconds">Local seconds since 1970.</param>
    public void Add(int utility, long seconds, double register)
    {
        var (before, at) = (_last[utility], _lastAt[utility]);
        (_last[utility], _lastAt[utility]) = (register, seconds);
        var used = register - before;
        if (double.IsNaN(before) || seconds - at is <= 0 or > 5_400 || used < 0)
        {
            return;
        }

        var hour = (int)((at + ((seconds - at) / 2)) / 3_600 % Hours);
        var day = (int)((at + ((seconds - at) / 2)) / 86_400);
        if (day != _today)
        {
            EndDay();
            _today = day;
        }

        var amount = utility == 0 ? used * 1_000 : used;
        _sum[(utility * Hours) + hour] += amount;
        _day[utility] += amount;
        _showerHours += utility == 0 && amount >= 40 ? 1 : 0;
        _activeHours += utility == 0 && amount >= 3 ? 1 : 0;
        _mealHours += utility == 2 && amount >= 0.03 ? 1 : 0;
    }

    /// <summary>The features in the order of <see cref="Names"/>.</summary>
    public double[] Features()
    {
        EndDay();
        var days = Math.Max(1, _days);
        var (water, kwh, gas) = (Of(0, 0, Hours) / days, Of(1, 0, Hours) / days, Of(2, 0, Hours) / days);
        var occupied = _occupiedLitres / Math.Max(1, _occupiedDays);
        return
        [
            occupied, Of(0, 0, 6) / days, _weekendLitres / Math.Max(1, _weekendDays) / Math.Max(1, water), _showerHours * 7.0 / days, _activeHours / (double)days,
            Range(0) / days, Of(0, 18, 24) / Math.Max(1, water * days), kwh, Of(1, 0, 6) / days, Range(1) / days, Of(1, 18, 24) / Math.Max(0.1, kwh * days),
            -gas / Math.Max(0.5, kwh), -gas, _mealHours / (double)days, occupied / Math.Max(1, Registered), occupied / Math.Max(1, Rooms), kwh / Math.Max(1, Rooms), -Registered,
        ];
    }

    public static IReadOnlyList<string> Names { get; } =
    [
        "litres_on_occupied_days", "night_water", "weekend_share", "shower_like_hours", "active_hours",
        "water_peak_valley_gap", "water_evening_share", "electricity_per_day", "night_electricity", "electricity_peak_valley_gap", "electricity_evening_share",
        "low_gas_to_electricity", "low_gas", "gas_hours", "litres_per_registered_person", "litres_per_room", "electricity_per_room", "few_registered",
    ];

    private void EndDay()
    {
        if (_today < 0)
        {
            return;
        }

        _days++;
        var isWeekend = (_today + 3) % 7 >= 5;
        _weekendDays += isWeekend ? 1 : 0;
        _weekendLitres += isWeekend ? _day[0] : 0;
        if (_day[0] >= 20)
        {
            _occupiedDays++;
            _occupiedLitres += _day[0];
        }

        Array.Clear(_day);
        _today = -1;
    }

    private double Of(int utility, int from, int to) => _sum.AsSpan((utility * Hours) + from, to - from).ToArray().Sum();

    private double Range(int utility)
    {
        var hours = _sum.AsSpan(utility * Hours, Hours).ToArray();
        return hours.Max() - hours.Min();
    }
}
