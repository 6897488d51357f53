namespace CityOps.Pipelines.Trucks.Tracks;

/// <summary>What changed between two readings of the same stretch of a track: an episode is known by its kind and its beginning.</summary>
internal static class Differences
{
    /// <param name="baseMs">What began by then is not of this stretch: it can be revised here, not undone.</param>
    public static void Add(IReadOnlyList<TrackEvent> before, IReadOnlyList<TrackEvent> after, long baseMs, List<TrackChange> changes)
    {
        if (before.Count == 0 && after.Count == 0)
        {
            return;
        }

        var (old, now) = (LastOf(before), LastOf(after));
        foreach (var (key, found) in old)
        {
            if (now.ContainsKey(key))
            {
                continue;
            }

            if (key.StartedAtMs <= baseMs && found.Finding is { } finding)
            {
                // Open at the base, and open again.
                changes.Add(new TrackChange(found with { Finding = finding with { IsClosed = false } }, IsUndone: false));
            }
            else
            {
                changes.Add(new TrackChange(found, IsUndone: true));
            }
        }

        foreach (var (key, found) in now)
        {
            if (!old.TryGetValue(key, out var was) || !IsSame(was, found))
            {
                changes.Add(new TrackChange(found, IsUndone: false));
            }
        }
    }

    private static bool IsSame(in TrackEvent one, in TrackEvent other) => one.Stop == other.Stop && one.Trip == other.Trip && one.Finding == other.Finding;

    // Stop and trip of one point are told apart, since a late point may change one without the other.
    private static SortedDictionary<(int Kind, long StartedAtMs), TrackEvent> LastOf(IReadOnlyList<TrackEvent> events)
    {
        var last = new SortedDictionary<(int, long), TrackEvent>();
        foreach (var found in events)
        {
            if (found.Stop is { } stop)
            {
                last[(-1, stop.Stop.StartedAtMs)] = found with { Trip = null };
            }

            if (found.Trip is { } trip)
            {
                last[(-2, trip.StartedAtMs)] = found with { Stop = null };
            }

            if (found.Finding is { } finding)
            {
                last[((int)finding.Kind, finding.StartedAtMs)] = found;
            }
        }

        return last;
    }
}
