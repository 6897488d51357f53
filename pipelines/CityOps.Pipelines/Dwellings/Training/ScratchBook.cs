using System.Runtime.InteropServices;

namespace CityOps.Pipelines.Dwellings.Training;

/// <summary>
/// Books a scratch district's registers into days and longer intervals as the readings stream by, in memory that does not grow with time. It does in one pass what landing
/// does around changed readings, but for rollovers, swaps and repeats, which simulated registers here do not have.
/// </summary>
internal sealed class ScratchBook(TimeZoneInfo zone)
{
    // A reading that comes later than this many others of its meter is left out.
    private const int Pending = 48;
    private const long HourMs = 3_600_000;
    private const long FarthestHourMs = 6 * HourMs;
    private const long FarthestMs = 100 * 24 * HourMs;

    private readonly Dictionary<ulong, Register> _registers = [];
    private readonly Dictionary<(ulong Dwelling, byte Utility), ScratchSeries> _series = [];
    private readonly LocalHours _hours = new(zone);

    public ScratchRows Rows { get; } = new();

    /// <param name="utility">0 water, 1 electricity, 2 gas.</param>
    public void Add(ulong meter, ulong dwelling, byte utility, long atMs, double register)
    {
        ref var book = ref CollectionsMarshal.GetValueRefOrAddDefault(_registers, meter, out _);
        book ??= new Register(meter, dwelling, utility);
        book.Pending.Add((atMs, register));
        if (book.Pending.Count >= Pending)
        {
            Book(book, Pending / 2);
        }
    }

    /// <summary>Books what is still pending and closes every day.</summary>
    public void Finish()
    {
        foreach (var register in _registers.Values)
        {
            Book(register, register.Pending.Count);
            CloseHour(register);
        }

        foreach (var series in _series.Values)
        {
            series.CloseAll(Rows);
        }

        _registers.Clear();
        _series.Clear();
    }

    private void Book(Register register, int count)
    {
        register.Pending.Sort(static (one, other) => one.AtMs.CompareTo(other.AtMs));
        foreach (var (atMs, value) in register.Pending.Take(count))
        {
            if (register.HasPrevious && atMs > register.PreviousMs)
            {
                Pair(register, atMs, value);
            }

            if (!register.HasPrevious || atMs > register.PreviousMs)
            {
                (register.HasPrevious, register.PreviousMs, register.Previous) = (true, atMs, value);
            }
        }

        register.Pending.RemoveRange(0, count);
    }

    private void Pair(Register register, long atMs, double value)
    {
        var (from, apart, used) = (register.PreviousMs, atMs - register.PreviousMs, value - register.Previous);
        if (used < 0 || apart > FarthestMs)
        {
            return;
        }

        if (apart > FarthestHourMs)
        {
            Rows.AddInterval(register.Dwelling, register.Utility, register.Meter, from, atMs, used);
            return;
        }

        for (var hour = from / HourMs; hour * HourMs < atMs; hour++)
        {
            var overlap = Math.Min(atMs, (hour + 1) * HourMs) - Math.Max(from, hour * HourMs);
            if (hour != register.Hour)
            {
                CloseHour(register);
                register.Hour = hour;
            }

            register.Used += used * overlap / apart;
            register.CoveredMs += overlap;
        }
    }

    private void CloseHour(Register register)
    {
        if (register.CoveredMs >= HourMs / 2)
        {
            ref var series = ref CollectionsMarshal.GetValueRefOrAddDefault(_series, (register.Dwelling, register.Utility), out _);
            series ??= new ScratchSeries(register.Dwelling, register.Utility);
            series.Add(_hours.Of(register.Hour), register.Used * HourMs / register.CoveredMs, Rows);
        }

        (register.Used, register.CoveredMs) = (0, 0);
    }

    private sealed class Register(ulong meter, ulong dwelling, byte utility)
    {
        public ulong Meter => meter;

        public ulong Dwelling => dwelling;

        public byte Utility => utility;

        public List<(long AtMs, double Value)> Pending { get; } = [];

        public bool HasPrevious { get; set; }

        public long PreviousMs { get; set; }

        public double Previous { get; set; }

        public long Hour { get; set; }

        public double Used { get; set; }

        public long CoveredMs { get; set; }
    }
}

/// <summary>A UTC hour on the local calendar.</summary>
/// <param name="Day">Days since 1970-01-01.</param>
/// <param name="Slot">Hours since the day began, 0 to 24.</param>
/// <param name="Hour">On the clock, 0 to 23.</param>
internal readonly record struct LocalHour(int Day, int Slot, int Hour);

/// <summary>Finds local hours, and remembers those it was asked for.</summary>
internal sealed class LocalHours(TimeZoneInfo zone)
{
    private readonly Dictionary<long, LocalHour> _known = [];

    /// <param name="hour">Hours since 1970-01-01, UTC.</param>
    public LocalHour Of(long hour)
    {
        if (!_known.TryGetValue(hour, out var local))
        {
            var clock = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(hour * 3_600), zone);
            var day = DateOnly.FromDateTime(clock.DateTime);
            var since = DwellingWindow.StartOf(day, zone).ToUnixTimeSeconds() / 3_600;
            local = new LocalHour(day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber, (int)(hour - since), clock.Hour);
            _known[hour] = local;
        }

        return local;
    }
}
