using CityOps.Models.Tabular;

namespace CityOps.Models.Evaluation.Realism;

/// <summary>What might tell a simulated week of water from a real one: shape, level, rhythm, rounding, and when the meter was read.</summary>
public static class WeekFeatures
{
    private const int HoursPerDay = 24;
    private static readonly double[] Quantiles = [0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 1];

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Hours("weekday"), .. Hours("weekend"), .. Hours("zero"),
        "litres_day", "zero_share", "one_litre_share", "two_to_four_share", "five_to_nine_share", "over_hundred_share",
        .. Quantiles.Select(q => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"step_q{q * 100:0}")),
        "autocorrelation_1h", "autocorrelation_2h", "autocorrelation_24h", "autocorrelation_168h_half", "day_cv", "least_day", "weekend_ratio",
        "longest_zero_run", "mean_zero_run", "longest_busy_run", "busy_hours_day", "peak_hour", "peak_share", "night_share",
        "multiple_of_five_share", "offset_spread", "offset_changes", "coverage", "readings",
    ];

    public static FeatureMatrix Of(IReadOnlyList<WaterWeek> weeks) => new(Names, [.. weeks.SelectMany(Row)]);

    private static IEnumerable<string> Hours(string what) =>
        Enumerable.Range(0, HoursPerDay).Select(h => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{what}_{h}"));

    private static List<float> Row(WaterWeek week)
    {
        var hours = week.Hours;
        var known = hours.Where(double.IsFinite).ToArray();
        var mean = Math.Max(1e-6, known.Average());
        var row = new List<float>(Names.Count);
        Profile(row, hours, day => day < 5, v => v / mean);
        Profile(row, hours, day => day >= 5, v => v / mean);
        Profile(row, hours, _ => true, v => v < 0.5 ? 1 : 0);
        Litres(row, week.Steps, mean);
        Rhythm(row, hours, mean);
        Runs(row, hours);
        Instants(row, week, known.Length);
        return row;
    }

    private static void Profile(List<float> row, double[] hours, Func<int, bool> days, Func<double, double> value)
    {
        for (var hour = 0; hour < HoursPerDay; hour++)
        {
            var values = Enumerable.Range(0, 7).Where(days).Select(day => hours[(day * HoursPerDay) + hour]).Where(double.IsFinite).Select(value).ToList();
            row.Add(values.Count == 0 ? float.NaN : (float)values.Average());
        }
    }

    private static void Litres(List<float> row, IReadOnlyList<double> steps, double mean)
    {
        row.Add((float)(mean * HoursPerDay));
        Share(l => l < 0.5);
        Share(l => l is >= 0.5 and < 1.5);
        Share(l => l is >= 1.5 and < 4.5);
        Share(l => l is >= 4.5 and < 9.5);
        Share(l => l > 100);
        var used = steps.Where(l => l >= 0.5).Order().ToList();
        foreach (var q in Quantiles)
        {
            row.Add(used.Count == 0 ? float.NaN : (float)used[(int)(q * (used.Count - 1))]);
        }

        void Share(Func<double, bool> that) => row.Add(steps.Count == 0 ? float.NaN : (float)steps.Count(that) / steps.Count);
    }

    private static void Rhythm(List<float> row, double[] hours, double mean)
    {
        foreach (var lag in (int[])[1, 2, HoursPerDay, 84])
        {
            row.Add((float)Autocorrelation(hours, lag, mean));
        }

        var days = Enumerable.Range(0, 7).Select(d => hours.Skip(d * HoursPerDay).Take(HoursPerDay).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average()).ToArray();
        var known = days.Where(double.IsFinite).ToArray();
        row.Add((float)(Math.Sqrt(known.Average(d => (d - known.Average()) * (d - known.Average()))) / mean));
        row.Add((float)(known.Min() / mean));
        row.Add((float)(days.Skip(5).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average() / mean));
    }

    private static double Autocorrelation(double[] hours, int lag, double mean)
    {
        double sum = 0, square = 0;
        for (var i = lag; i < hours.Length; i++)
        {
            if (double.IsFinite(hours[i]) && double.IsFinite(hours[i - lag]))
            {
                sum += (hours[i] - mean) * (hours[i - lag] - mean);
                square += (hours[i] - mean) * (hours[i] - mean);
            }
        }

        return square == 0 ? 0 : sum / square;
    }

    private static void Runs(List<float> row, double[] hours)
    {
        var (zero, busy) = (RunsOf(hours, h => h < 0.5), RunsOf(hours, h => h >= 0.5));
        row.Add(zero.DefaultIfEmpty(0).Max());
        row.Add((float)zero.DefaultIfEmpty(0).Average());
        row.Add(busy.DefaultIfEmpty(0).Max());
        row.Add(busy.Sum() / 7f);
        var profile = Enumerable.Range(0, HoursPerDay).Select(h => Enumerable.Range(0, 7).Select(d => hours[(d * HoursPerDay) + h]).Where(double.IsFinite).DefaultIfEmpty(0).Average()).ToArray();
        var total = Math.Max(1e-6, profile.Sum());
        row.Add(Array.IndexOf(profile, profile.Max()));
        row.Add((float)(profile.Max() / total));
        row.Add((float)(profile.Take(6).Sum() / total));
    }

    private static List<int> RunsOf(double[] hours, Func<double, bool> that)
    {
        var runs = new List<int>();
        var length = 0;
        foreach (var hour in hours.Append(double.NaN))
        {
            if (double.IsFinite(hour) && that(hour))
            {
                length++;
            }
            else if (length > 0)
            {
                runs.Add(length);
                length = 0;
            }
        }

        return runs;
    }

    private static void Instants(List<float> row, WaterWeek week, int known)
    {
        var used = week.Steps.Where(l => l >= 4.5).ToList();
        row.Add(used.Count == 0 ? float.NaN : (float)used.Count(l => Math.Abs(l - (5 * Math.Round(l / 5))) < 0.3) / used.Count);
        var offsets = week.Offsets;
        var middle = offsets.Average();
        row.Add((float)Math.Sqrt(offsets.Average(o => (o - middle) * (o - middle))));
        row.Add(offsets.Zip(offsets.Skip(1)).Count(p => Math.Abs(p.First - p.Second) > 20) / (float)offsets.Count);
        row.Add(known / (float)WaterWeek.HourCount);
        row.Add(offsets.Count);
    }
}
