using NodaTime;

namespace CityOps.Casework.Elements;

/// <summary>Turns time limits into instants: working hours, working days and holidays of one time zone.</summary>
/// <param name="shipped">Days that are not what their weekday says, where neither the data nor the configuration names them.</param>
public sealed class WorkCalendar(DateTimeZone zone, WorkCalendarOptions options, IReadOnlyDictionary<DateOnly, (bool Workday, string Zh)>? shipped = null)
{
    private readonly HashSet<LocalDate> _holidays = [.. options.Holidays.Select(LocalDate.FromDateOnly)];
    private volatile Dictionary<LocalDate, bool> _days = new Dictionary<LocalDate, bool>();
    private readonly HashSet<LocalDate> _extraWorkdays = [.. options.ExtraWorkdays.Select(LocalDate.FromDateOnly)];

    /// <summary>
    /// The instant at which a limit that begins at <paramref name="from"/> runs out, UTC. Working days end with the working day: one working day
    /// from Friday noon is Monday at the day's end.
    /// </summary>
    public DateTimeOffset Add(DateTimeOffset from, TimeLimit limit) => limit.Unit switch
    {
        TimeLimitUnit.UrgentHours => from.AddHours(limit.Amount).ToUniversalTime(),
        TimeLimitUnit.CalendarDays => from.AddDays(limit.Amount).ToUniversalTime(),
        TimeLimitUnit.WorkingHours => AddWorkingHours(Instant.FromDateTimeOffset(from), Duration.FromHours(limit.Amount)),
        _ => AddWorkingDays(Instant.FromDateTimeOffset(from).InZone(zone).Date, limit.Amount),
    };

    private DateTimeOffset AddWorkingHours(Instant from, Duration left)
    {
        for (var day = from.InZone(zone).Date; ; day = day.PlusDays(1))
        {
            if (!IsWorkday(day))
            {
                continue;
            }

            var start = Instant.Max(from, At(day, options.WorkdayStartHour));
            var open = At(day, options.WorkdayEndHour) - start;
            if (open >= left)
            {
                return (start + left).ToDateTimeOffset();
            }

            left -= Duration.Max(open, Duration.Zero);
        }
    }

    private DateTimeOffset AddWorkingDays(LocalDate day, int left)
    {
        while (left > 0)
        {
            day = day.PlusDays(1);
            left -= IsWorkday(day) ? 1 : 0;
        }

        return At(day, options.WorkdayEndHour).ToDateTimeOffset();
    }

    /// <summary>The instant at which the local clock shows a time, with the local offset; the later one where the clock shows it twice or jumps over it.</summary>
    public DateTimeOffset AtClock(DateTime clock) => zone.AtLeniently(LocalDateTime.FromDateTime(clock)).ToDateTimeOffset();

    /// <summary>The local day in which an instant lies.</summary>
    public DateOnly DayOf(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).Date.ToDateOnly();

    /// <summary>The start of the week, Monday 00:00 local, in which an instant lies.</summary>
    public DateTimeOffset StartOfWeek(DateTimeOffset at)
    {
        var day = Instant.FromDateTimeOffset(at).InZone(zone).Date;
        return zone.AtStartOfDay(day.PlusDays(1 - (int)day.DayOfWeek)).ToInstant().ToDateTimeOffset();
    }

    /// <summary>Days worked or free by the data; configuration decides the others.</summary>
    internal void Use(IReadOnlyDictionary<DateOnly, bool> days) => _days = days.ToDictionary(d => LocalDate.FromDateOnly(d.Key), d => d.Value);

    private bool IsWorkday(LocalDate day) =>
        _days.TryGetValue(day, out var worked) ? worked
        : _extraWorkdays.Contains(day) ? true
        : _holidays.Contains(day) ? false
        : shipped is not null && shipped.TryGetValue(day.ToDateOnly(), out var known) ? known.Workday
        : day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);

    private Instant At(LocalDate day, int hour) =>
        hour is 24 ? zone.AtStartOfDay(day.PlusDays(1)).ToInstant() : zone.AtLeniently(day.At(new LocalTime(hour, 0))).ToInstant();
}

/// <summary>Section <c>CityOps:Casework:Calendar</c>.</summary>
public sealed class WorkCalendarOptions
{
    /// <summary>Local hour, 0 to 23.</summary>
    public int WorkdayStartHour { get; set; } = 9;

    /// <summary>Local hour, 1 to 24, after the start.</summary>
    public int WorkdayEndHour { get; set; } = 17;

    /// <summary>Take the public holidays of China that are shipped (<see cref="PublicHolidays"/>) where nothing else names a day.</summary>
    public bool UsePublicHolidays { get; set; } = true;

    /// <summary>Days off, beside Saturdays and Sundays.</summary>
    public IList<DateOnly> Holidays { get; init; } = [];

    /// <summary>Days worked though they fall on a weekend or holiday (调休).</summary>
    public IList<DateOnly> ExtraWorkdays { get; init; } = [];
}
