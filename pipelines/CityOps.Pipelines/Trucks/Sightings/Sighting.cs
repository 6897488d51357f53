using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Sightings;

/// <summary>A truck as a camera saw it. Plain bytes: it goes into checkpoints as it lies in memory.</summary>
/// <param name="Confidence">Of the camera in what it read, 0 to 1.</param>
/// <param name="Uncovered">The camera saw the load.</param>
/// <param name="SilentSinceMs">The last position before it, where none near its time is known so far; 0 where that is not so.</param>
/// <param name="IsDark">It was said that the truck's terminal was silent then: positions that come later can still refute it.</param>
internal readonly record struct Sighting(long AtMs, double Lon, double Lat, float Confidence, bool Uncovered, long SilentSinceMs = 0, bool IsDark = false);

/// <summary>What the positions of a truck say of a sighting.</summary>
internal enum Verdict
{
    /// <summary>Positions of that time may still come.</summary>
    Undecided,

    /// <summary>The truck was there, or may have been.</summary>
    Fits,

    /// <summary>The truck was where nobody gets from in time.</summary>
    Elsewhere,

    /// <summary>The terminal was silent.</summary>
    Silent,

    /// <summary>Too long ago: the positions of that time are no longer at hand.</summary>
    Settled,
}

/// <summary>Holds a sighting against the positions around its time.</summary>
internal static class SightingJudge
{
    /// <summary>Cameras look up the road, and clocks differ by seconds.</summary>
    private const double NearM = 600;

    /// <summary>Positions of its time have had time to come.</summary>
    /// <param name="newestMs">The newest instant of any truck.</param>
    public static bool IsPast(in Sighting sighting, long newestMs, TruckOptions options) => newestMs >= sighting.AtMs + (long)(options.SightingGraceMinutes * 60_000);

    /// <param name="newestMs">The newest instant of any truck.</param>
    public static Verdict Of(in Sighting sighting, TruckTrack? track, long newestMs, TruckOptions options)
    {
        var isPast = IsPast(sighting, newestMs, options);
        if (track is null)
        {
            return isPast ? Verdict.Silent : Verdict.Undecided;
        }

        Span<TrackPoint> near = stackalloc TrackPoint[2];
        if (!track.TryAround(sighting.AtMs, 1, near, out var before, out var after))
        {
            return Verdict.Settled;
        }

        // With the engine off on both sides it stood there meanwhile.
        var stood = before + after == 2 && near[0].Ignition == Told.No && near[1].Ignition == Told.No;
        var silenceMs = options.SightingSilenceMinutes * 60_000;
        var (known, reached) = (0, false);
        foreach (var point in near[..(before + after)])
        {
            var apartMs = Math.Abs(point.AtMs - sighting.AtMs);
            if (apartMs <= silenceMs)
            {
                known++;
                reached |= Geodesy.NearDistanceM(point.Lon, point.Lat, sighting.Lon, sighting.Lat) <= NearM + (stood ? 0 : options.MaxSpeedKmh * apartMs / 3_600);
            }
        }

        // One point may be noise: what fits either side is not elsewhere.
        return after == 0 && !isPast ? Verdict.Undecided
            : known == 0 ? Verdict.Silent
            : reached ? Verdict.Fits
            : Verdict.Elsewhere;
    }
}
