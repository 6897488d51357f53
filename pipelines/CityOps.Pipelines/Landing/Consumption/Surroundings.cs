namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>
/// How far a changed reading reaches. Whether a reading counts rests on two before and one behind it, and between two readings that count is at most one
/// that does not: so a change may alter the pairs from three readings before it to four behind it, and the hours that those touch.
/// </summary>
internal static class Surroundings
{
    /// <summary>How many readings must be known before an instant to know the pair that covers it.</summary>
    public const int Before = 4;

    private const int PairsBefore = 3;
    private const int PairsBehind = 4;

    /// <summary>The first and the last reading of the pairs that a change may alter.</summary>
    /// <param name="isRewritten">False where new readings follow known ones of which the last counts: then nothing before it changes.</param>
    public static (int Low, int High) PairsAround(RegisterSeries register, bool isRewritten)
    {
        var (first, last) = register.Changed;
        return !isRewritten
            ? (Math.Max(0, first - 1), last)
            : (Math.Max(0, first - PairsBefore), Math.Min(register.Readings.Length - 1, last + PairsBehind));
    }

    /// <summary>Adds the hours that a change may alter: those in which readings at most 6 h apart lie.</summary>
    public static void AddHours(RegisterSeries register, bool isRewritten, HourSpans hours)
    {
        var series = register.Readings;
        var (low, high) = PairsAround(register, isRewritten);
        for (var at = low + 1; at <= high; at++)
        {
            if (series[at].AtMs - series[at - 1].AtMs <= RegisterRules.LongestSpreadMs)
            {
                hours.Add(HourSpans.HourOf(series[at - 1].AtMs), HourSpans.HourBehind(series[at].AtMs));
            }
        }
    }

    /// <summary>A reading at or before the start of the pair that covers an instant.</summary>
    public static int StartOfPairAt(RegisterSeries register, long atMs) => Math.Max(0, register.FirstAtOrAfter(atMs + 1) - 2);

    /// <summary>Whether new readings behind the known ones can be booked from what is known, and take nothing back.</summary>
    public static bool AreEnough(MeterReadings meter, RegisterRules rules)
    {
        foreach (var register in meter.Registers)
        {
            if (!register.IsChanged)
            {
                continue;
            }

            var first = register.Changed.First;
            if (!register.IsAppended || (first > 0 && !rules.Counts(register.Readings, first - 1, register.Utility)))
            {
                return false;
            }

            var from = HourSpans.HourOf(register.Readings[Math.Max(0, first - 1)].AtMs) * RegisterRules.HourMs;
            foreach (var other in meter.Registers)
            {
                if (other.Utility == register.Utility && !other.IsWhole && other.FirstAtOrAfter(from + 1) < Before)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
