using P = CityOps.Ingest.Simulation.Households.HouseholdParameters;

namespace CityOps.Ingest.Simulation.Households;

/// <summary>
/// When meters are read and which readings come, late or never. Everything follows from the seed, the meter and the hour, so that nothing is remembered and a part of the
/// district can be played alone.
/// </summary>
internal sealed class ReadingTimes(ulong seed, bool isImitation)
{
    /// <summary>An imitated home sends four hours at a time, with the second of the hour at which it was woken.</summary>
    private const int HoursPerTransmission = 4;
    private const int HoursPerSession = 72;

    /// <summary>The second, since the hour began, of a reading.</summary>
    /// <param name="hour">Hours since 1970.</param>
    /// <param name="quarter">0 to 3 where the cycle is 15 minutes, else 0.</param>
    public int SecondOf(int head, int utility, in MeterTraits meter, long hour, int quarter)
    {
        if (isImitation)
        {
            return Transmission(head, utility, meter, hour);
        }

        var draw = SeededRandom.Hash(seed, (ulong)Purpose.Jitter, (head * 3L) + utility, (hour * 4) + quarter);
        var jitter = (int)(draw % (ulong)P.JitterSeconds);
        return meter.Cycle is MeterCycle.QuarterHour ? (quarter * 900) + (meter.Second % 840) + jitter : meter.Second + jitter;
    }

    /// <summary>Whether this reading never comes.</summary>
    public bool IsLost(int dwelling, int utility, in MeterTraits meter, long hour)
    {
        if (isImitation)
        {
            return SeededRandom.Share(seed, (ulong)Purpose.Loss, (dwelling * 3L) + utility, Block(dwelling, hour)) < meter.LossRate;
        }

        return SeededRandom.Share(seed, (ulong)Purpose.Loss, (dwelling * 3L) + utility, hour) < P.LostReadings;
    }

    /// <summary>Whether the meter is silent at some hour of a day; tells most meters from the few that <see cref="SilentUntil"/> has to look at.</summary>
    public bool MayBeSilent(int dwelling, int utility, DayClock clock)
    {
        var first = clock.Start.ToUnixTimeSeconds() / 3_600 / 24;
        for (var start = first + 1; start > first - 4; start--)
        {
            if (SeededRandom.Share(seed, (ulong)Purpose.Silence, (dwelling * 3L) + utility, start) < P.SilentPerDay)
            {
                return !isImitation;
            }
        }

        return false;
    }

    /// <summary>The hour at which a silent meter speaks again; null while it is not silent. Negative where what it kept is lost.</summary>
    public long? SilentUntil(int dwelling, int utility, long hour)
    {
        if (isImitation)
        {
            return null;
        }

        var meter = (dwelling * 3L) + utility;
        var day = hour / 24;
        for (var start = day; start > day - 4; start--)
        {
            var draw = SeededRandom.Share(seed, (ulong)Purpose.Silence, meter, start);
            if (draw < P.SilentPerDay)
            {
                var from = (start * 24) + (long)(24 * SeededRandom.Share(seed, (ulong)Purpose.Silence, meter, -start));
                var until = from + 2 + (long)Math.Min(70, -P.SilentDays * 24 * Math.Log(1 - (draw / P.SilentPerDay)));
                if (hour >= from && hour < until)
                {
                    return SeededRandom.Share(seed, (ulong)Purpose.Silence, meter, from) < P.KeptWhileSilent ? until : -1;
                }
            }
        }

        return null;
    }

    private int Transmission(int dwelling, int utility, in MeterTraits meter, long hour)
    {
        var draw = SeededRandom.Hash(seed, (ulong)Purpose.Jitter, (dwelling * 3L) + utility, Block(dwelling, hour));
        var (which, near, wobble) = ((draw & 0xFFFF) / 65_536.0, ((draw >> 16) & 0xFFFF) / 65_536.0 < 0.4, (((draw >> 32) & 0xFFFF) + ((draw >> 48) & 0xFFFF)) / 65_536.0 - 1);
        var drift = SeededRandom.Share(seed, (ulong)Purpose.Phase, dwelling, hour / HoursPerSession) - 0.5;
        var other = which < meter.Restless ? (near ? meter.StraySeconds * 0.3 : meter.StraySeconds) : 0;
        var second = meter.Second + (drift * meter.WobbleSeconds) + (wobble * meter.WobbleSeconds) + other;
        return (((int)second % 3_600) + 3_600) % 3_600;
    }

    private static long Block(int dwelling, long hour) => (hour + (dwelling % 3 == 0 ? dwelling : 1)) / HoursPerTransmission;
}
