namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>The local day in which a UTC hour begins. Remembers the days it was asked for.</summary>
internal sealed class LocalDays(TimeZoneInfo zone)
{
    private readonly Dictionary<int, ushort> _days = [];

    /// <returns>Days since 1970-01-01.</returns>
    public ushort DayOf(int hour)
    {
        if (!_days.TryGetValue(hour, out var day))
        {
            var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(hour * 3_600L), zone);
            day = (ushort)(DateOnly.FromDateTime(local.DateTime).DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
            _days[hour] = day;
        }

        return day;
    }
}
