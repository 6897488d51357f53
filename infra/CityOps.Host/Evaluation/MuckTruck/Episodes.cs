namespace CityOps.Host.Evaluation.MuckTruck;

/// <summary>Something that happened to a truck, or was said to.</summary>
/// <param name="DetectedMs">When it was first said.</param>
internal sealed record TruckEpisode(string Kind, string TruckId, long FromMs, long ToMs, long DetectedMs = 0);

/// <param name="DetectSeconds">From its true beginning to when it was first said, of those found.</param>
internal sealed record KindScore(int Truths, int Said, int Matched, IReadOnlyList<double> DetectSeconds)
{
    /// <summary>NaN, which reports tell as unknown, where nothing was said.</summary>
    public double Precision => Said == 0 ? double.NaN : (double)Matched / Said;

    /// <summary>NaN where nothing was true.</summary>
    public double Recall => Truths == 0 ? double.NaN : (double)Matched / Truths;

    /// <summary>NaN where nothing was true and nothing said.</summary>
    public double F1 => Truths + Said == 0 ? double.NaN : 2.0 * Matched / (Truths + Said);
}

/// <summary>
/// Matches what was said with what was true, event by event: of the same kind and truck, their times overlap within two minutes, and each is matched once, in time order. A second event said of the
/// same true one is wrong, and so is one that is true of another truck.
/// </summary>
internal static class EpisodeMatching
{
    private const long SlackMs = 120_000;

    public static KindScore Score(string kind, IEnumerable<TruckEpisode> truths, IEnumerable<TruckEpisode> said)
    {
        var (matched, delays) = (0, new List<double>());
        var wanted = Of(kind, truths);
        var claimed = Of(kind, said);
        foreach (var (truck, ofTruck) in wanted)
        {
            var open = claimed.GetValueOrDefault(truck, []).ToList();
            foreach (var truth in ofTruck)
            {
                var at = open.FindIndex(s => s.FromMs <= truth.ToMs + SlackMs && truth.FromMs <= s.ToMs + SlackMs);
                if (at >= 0)
                {
                    matched++;
                    delays.Add((open[at].DetectedMs - truth.FromMs) / 1_000.0);
                    open.RemoveAt(at);
                }
            }
        }

        return new KindScore(wanted.Values.Sum(v => v.Count), claimed.Values.Sum(v => v.Count), matched, delays);
    }

    private static Dictionary<string, List<TruckEpisode>> Of(string kind, IEnumerable<TruckEpisode> episodes) => episodes
        .Where(e => string.Equals(e.Kind, kind, StringComparison.Ordinal))
        .GroupBy(e => e.TruckId, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.OrderBy(e => e.FromMs).ToList(), StringComparer.Ordinal);
}
