namespace CityOps.Pipelines.Tests.Landing.Consumption;

internal sealed record PlainDay(
    ulong Dwelling, string Utility, DateOnly Day, int Hours, double Used, double Night, double Morning, double Evening, double Peak, double Valley, double Squares,
    int Active, int Showers, int Still, int Broken);

/// <summary>The local days that follow from hours, plainly.</summary>
internal static class PlainDays
{
    public static List<PlainDay> Of(IEnumerable<PlainHour> hours, TimeZoneInfo zone) =>
    [
        .. hours.Where(h => h.Attribution == "own")
            .GroupBy(h => (h.Dwelling, h.Utility, Day: DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(h.Hour, zone).DateTime)))
            .Select(day => Of(day.Key.Dwelling, day.Key.Utility, day.Key.Day, [.. day], zone)),
    ];

    private static PlainDay Of(ulong dwelling, string utility, DateOnly day, List<PlainHour> hours, TimeZoneInfo zone)
    {
        var byHour = hours.GroupBy(h => h.Hour).ToList();
        var known = byHour.Where(h => h.Sum(m => m.CoveredS) >= 1800).Select(h => (Local: TimeZoneInfo.ConvertTime(h.Key, zone).Hour, Used: UsedIn([.. h]))).ToList();
        var active = utility switch { "water" => 0.005, "gas" => 0.03, _ => 0.3 };
        return new(
            dwelling, utility, day, known.Count, known.Sum(h => h.Used),
            known.Where(h => h.Local < 6).Sum(h => h.Used), known.Where(h => h.Local is >= 6 and < 10).Sum(h => h.Used), known.Where(h => h.Local >= 18).Sum(h => h.Used),
            known.Select(h => h.Used).DefaultIfEmpty().Max(), known.Select(h => h.Used).DefaultIfEmpty().Min(), known.Sum(h => h.Used * h.Used),
            known.Count(h => h.Used >= active), known.Count(h => utility == "water" && h.Used >= 0.04), known.Count(h => h.Used == 0), byHour.Count(h => h.Any(m => m.Quality is "reset" or "jump")));
    }

    // Meters that follow each other share the hour, meters side by side add up. To the millionth, as thresholds are met to the millionth.
    private static double UsedIn(List<PlainHour> meters)
    {
        var covered = meters.Sum(m => m.CoveredS);
        var used = meters.Select(m => Math.Round(m.Used * 1e6)).ToList();
        var millionths = covered <= 3600
            ? used.Sum() * 3600 / covered
            : meters.Zip(used).Where(m => m.First.CoveredS >= 1800).Sum(m => m.Second * 3600 / m.First.CoveredS);
        return Math.Round(millionths) / 1e6;
    }
}
