using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Pipelines.Trucks.Sightings;

/// <summary>A truck as a camera saw it. Plain bytes: it goes into checkpoints as it lies in memory.</summary>
/// <param name="Confidence">Of the camera in what it read, 0 to 1.</param>
/// <param name="Uncovered">The camera saw the load.</param>
/// <param name="IsDark">It was found that the truck's terminal was silent then: positions that come later can still refute it.</param>
internal readonly record struct Sighting(long AtMs, double Lon, double Lat, float Confidence, bool Uncovered, bool IsDark = false);

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
    private const int Neighbours = 2;

    /// <summary>Cameras look up the road, and clocks differ by seconds.</summary>
    private const double NearM = 600;

    /// <param name="newestMs">The newest instant of any truck: until some time after the sighting, positions may still come.</param>
    public static Verdict Of(in Sighting sighting, TruckTrack? track, long newestMs, TruckOptions options)
    {
        var isPast = newestMs >= sighting.AtMs + (long)(options.SightingGraceMinutes * 60_000);
        if (track is null)
        {
            return isPast ? Verdict.Silent : Verdict.Undecided;
        }

        Span<TrackPoint> near = stackalloc TrackPoint[2 * Neighbours];
        if (!track.TryAround(sighting.AtMs, Neighbours, near, out var before, out var after))
        {
            return Verdict.Settled;
        }

        var silenceMs = options.SightingSilenceMinutes * 60_000;
        var (known, reached) = (0, false);
        foreach (var point in near[..(before + after)])
        {
            var apartMs = Math.Abs(point.AtMs - sighting.AtMs);
            if (apartMs <= silenceMs)
            {
                known++;
                reached |= Geodesy.NearDistanceM(point.Lon, point.Lat, sighting.Lon, sighting.Lat) <= NearM + (options.MaxSpeedKmh * apartMs / 3_600);
            }
        }

        // One point may be noise; what fits one of several is not elsewhere.
        return known == 0 ? (after > 0 || isPast ? Verdict.Silent : Verdict.Undecided)
            : reached && (after > 0 || isPast) ? Verdict.Fits
            : after > 0 && known >= 2 ? Verdict.Elsewhere
            : isPast ? (reached ? Verdict.Fits : Verdict.Elsewhere)
            : Verdict.Undecided;
    }
}
