namespace CityOps.Ingest.Simulation.Households;

/// <summary>A local day as hours since its midnight: 24, or 23 and 25 where the clock is put forward or back.</summary>
public readonly record struct DayClock(DateTimeOffset Start, int Hours, double ChangesAt, int Lost)
{
    public static DayClock Of(DateOnly day, TimeZoneInfo zone)
    {
        var (start, end) = (StartOf(day, zone), StartOf(day.AddDays(1), zone));
        var hours = (int)Math.Round((end - start).TotalHours);
        var changesAt = 24.0;
        for (var hour = 0; hours != 24 && hour < 24; hour++)
        {
            if (TimeZoneInfo.ConvertTime(start.AddHours(hour), zone).Hour != hour)
            {
                changesAt = hour;
                break;
            }
        }

        return new DayClock(start, hours, changesAt, 24 - hours);
    }

    /// <summary>Hours since midnight of a time on the wall; a time that does not exist is the change itself, one that comes twice its first.</summary>
    public double Elapsed(double wall) => wall < ChangesAt ? wall : Math.Max(ChangesAt, wall - Lost);

    /// <summary>The hour on the wall after so many whole hours.</summary>
    public int Wall(int elapsed) => elapsed < ChangesAt ? elapsed : Math.Clamp(elapsed + Lost, 0, 23);

    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
