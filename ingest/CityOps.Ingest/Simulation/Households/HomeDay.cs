namespace CityOps.Ingest.Simulation.Households;

/// <summary>A day of the whole district: its date, its clock and, by town, its weather.</summary>
public sealed class DistrictDay
{
    private readonly double[] _temperatures = new double[District.TownCount * 24];

    public DistrictDay(DateOnly day, TimeZoneInfo zone, Calendar calendar, Climate climate, Culture culture)
    {
        (Day, Clock, Culture) = (day, DayClock.Of(day, zone), culture);
        (IsFree, FromNewYear, TravelFactor) = (calendar.IsFree(day), calendar.DaysFromNewYear(day), calendar.TravelFactor(day));
        for (var slot = 0; slot < _temperatures.Length; slot++)
        {
            _temperatures[slot] = climate.AtHour(day, slot % 24, slot / 24);
        }
    }

    public DateOnly Day { get; }

    public DayClock Clock { get; }

    public Culture Culture { get; }

    public bool IsFree { get; }

    public int? FromNewYear { get; }

    public double TravelFactor { get; }

    /// <summary>°C in an hour of the wall clock.</summary>
    public double Temperature(int town, int wallHour) => _temperatures[(town * 24) + wallHour];
}

/// <summary>What a dwelling carries from one day into the next.</summary>
public struct HomeState
{
    /// <summary>Day numbers (<see cref="DateOnly.DayNumber"/>) until which, exclusive, all are away, water leaks, guests stay.</summary>
    public int AwayUntil { get; set; }

    public int LeakUntil { get; set; }

    public int GuestsUntil { get; set; }

    public float LeakLitresPerHour { get; set; }

    public byte Guests { get; set; }
}

/// <summary>Who is at home and awake in each hour of one dwelling's day. Reused.</summary>
internal sealed class Presence
{
    private const int Hours = 24;
    private readonly double[] _awake = new double[Hours];
    private readonly double[] _asleep = new double[Hours];
    private readonly List<PersonDay> _people = [];

    public IReadOnlyList<PersonDay> People => _people;

    public double Awake(int wallHour) => _awake[wallHour];

    public double Total(int wallHour) => _awake[wallHour] + _asleep[wallHour];

    public void Clear()
    {
        Array.Clear(_awake);
        Array.Clear(_asleep);
        _people.Clear();
    }

    public void Add(in PersonDay person)
    {
        _people.Add(person);
        for (var hour = 0; hour < Hours; hour++)
        {
            var at = hour + 0.5 < person.Wakes ? hour + 24.5 : hour + 0.5;
            if (!person.IsOut(at))
            {
                (at < person.Sleeps ? _awake : _asleep)[hour]++;
            }
        }
    }
}
