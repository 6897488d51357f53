using System.Globalization;
using NodaTime;

namespace CityOps.Dashboards.Webhooks;

/// <summary>Hours of the local day in which a subscriber is left alone; they may pass midnight.</summary>
/// <param name="From">Local time, inclusive.</param>
/// <param name="To">Local time, exclusive.</param>
internal sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>Null where a text is no time of day, or both are empty or the same.</summary>
    public static QuietHours? Parse(string from, string to) =>
        TryTime(from, out var start) && TryTime(to, out var end) && start != end ? new(start, end) : null;

    public static bool TryTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    public bool Hold(DateTimeOffset now, DateTimeZone zone)
    {
        var local = Instant.FromDateTimeOffset(now).InZone(zone).TimeOfDay.ToTimeOnly();
        return From < To ? local >= From && local < To : local >= From || local < To;
    }
}
