namespace CityOps.Pipelines.Trucks.Fences;

/// <summary>Local wall clock for permits; remembers the offset of the quarter of an hour that was asked last, since zones change at quarters.</summary>
public sealed class LocalClock(TimeZoneInfo zone)
{
    private const long QuarterMs = 15 * 60_000;

    private long _quarter = long.MinValue;
    private double _offsetMinutes;

    /// <summary>Minutes since local midnight, 0 to 1,440.</summary>
    public double MinuteOfDay(long atMs)
    {
        if (atMs / QuarterMs != _quarter)
        {
            _quarter = atMs / QuarterMs;
            _offsetMinutes = zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(atMs)).TotalMinutes;
        }

        var minutes = ((atMs / 60_000.0) + _offsetMinutes) % 1_440;
        return minutes < 0 ? minutes + 1_440 : minutes;
    }
}
