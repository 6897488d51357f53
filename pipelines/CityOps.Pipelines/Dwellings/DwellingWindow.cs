namespace CityOps.Pipelines.Dwellings;

/// <summary>The local days that a score rests on: the last <paramref name="Days"/> closed ones before an instant.</summary>
/// <param name="FromDay">The first day.</param>
/// <param name="ToDay">The day after the last.</param>
/// <param name="From">The instant at which the first day begins.</param>
/// <param name="To">The instant at which the last one ends.</param>
public sealed record DwellingWindow(DateOnly FromDay, DateOnly ToDay, DateTimeOffset From, DateTimeOffset To, int Days)
{
    public static DwellingWindow EndingAt(DateTimeOffset asOf, TimeZoneInfo zone, int days)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(asOf, zone).DateTime);
        var first = today.AddDays(-days);
        return new DwellingWindow(first, today, StartOf(first, zone), StartOf(today, zone), days);
    }

    /// <summary>The Monday of the ISO week of the last day: where an episode begins.</summary>
    public DateOnly Week => ToDay.AddDays(-1).AddDays(-(((int)ToDay.AddDays(-1).DayOfWeek + 6) % 7));

    /// <summary>The instant at which a local day begins; where the clock skips midnight, the first instant after it.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
