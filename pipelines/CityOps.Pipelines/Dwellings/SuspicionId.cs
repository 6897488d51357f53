using System.Globalization;

namespace CityOps.Pipelines.Dwellings;

/// <summary>A suspicion's id follows from the dwelling and the ISO week of its episode, so that scoring again updates it instead of adding one.</summary>
public static class SuspicionId
{
    public static string Of(ulong dwellingKey, DateOnly monday)
    {
        var week = monday.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"group-rental-{dwellingKey:x16}-{ISOWeek.GetYear(week):D4}W{ISOWeek.GetWeekOfYear(week):D2}");
    }
}
