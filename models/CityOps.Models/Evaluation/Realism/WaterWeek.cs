namespace CityOps.Models.Evaluation.Realism;

/// <summary>Seven local days of one home's water, hour by hour from Monday 0:00; NaN where an hour was not read.</summary>
/// <param name="Offsets">Seconds after the hour of each reading, in order of time.</param>
/// <param name="Steps">Litres between consecutive readings at most 90 minutes apart.</param>
public sealed record WaterWeek(string Home, double[] Hours, IReadOnlyList<int> Offsets, IReadOnlyList<double> Steps)
{
    public const int HourCount = 168;
    private const long Hour = 3_600;
    private const long Week = HourCount * Hour;

    /// <summary>1970-01-05 was a Monday.</summary>
    private const long FirstMonday = 4 * 24 * Hour;

    /// <summary>The longest step that is spread over its hours; longer ones are gaps.</summary>
    private const long LongestSpread = 6 * Hour;

    /// <summary>No home uses more in an hour; beyond it a register was exchanged or misread.</summary>
    private const double MostLitresPerHour = 2_000;

    /// <summary>The weeks of a home of which at least this share of the hours was read.</summary>
    public static IEnumerable<WaterWeek> Of(WaterHome home, double leastCoverage)
    {
        var weeks = new SortedDictionary<long, WaterWeek>();
        for (var i = 1; i < home.Readings.Count; i++)
        {
            var (before, after) = (home.Readings[i - 1], home.Readings[i]);
            var seconds = after.LocalSeconds - before.LocalSeconds;
            var litres = after.Litres - before.Litres;
            if (seconds <= 0 || seconds > LongestSpread || litres < 0 || litres > MostLitresPerHour * Math.Max(1, seconds / Hour))
            {
                continue;
            }

            Spread(home.Id, weeks, before.LocalSeconds, after.LocalSeconds, litres);
            var week = WeekOf(home.Id, weeks, after.LocalSeconds);
            ((List<int>)week.Offsets).Add((int)(after.LocalSeconds % Hour));
            if (seconds <= 5_400)
            {
                ((List<double>)week.Steps).Add(litres);
            }
        }

        return weeks.Values.Where(w => w.Hours.Count(double.IsFinite) >= leastCoverage * HourCount);
    }

    private static void Spread(string home, SortedDictionary<long, WaterWeek> weeks, long from, long to, double litres)
    {
        for (var at = from; at < to;)
        {
            var end = Math.Min(to, ((at / Hour) + 1) * Hour);
            var hours = WeekOf(home, weeks, at).Hours;
            var slot = (int)((at - FirstMonday) % Week / Hour);
            hours[slot] = (double.IsNaN(hours[slot]) ? 0 : hours[slot]) + (litres * (end - at) / (to - from));
            at = end;
        }
    }

    private static WaterWeek WeekOf(string home, SortedDictionary<long, WaterWeek> weeks, long at)
    {
        var number = (at - FirstMonday) / Week;
        if (!weeks.TryGetValue(number, out var week))
        {
            var hours = new double[HourCount];
            Array.Fill(hours, double.NaN);
            weeks[number] = week = new WaterWeek(home, hours, new List<int>(), new List<double>());
        }

        return week;
    }
}
