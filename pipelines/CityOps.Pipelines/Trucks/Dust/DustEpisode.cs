namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>Passes of one truck, one soon after the other, that a score takes for dust.</summary>
/// <param name="Best">The pass with the highest score.</param>
/// <param name="Score">Of that one.</param>
public sealed record DustEpisode(string TruckId, long FromMs, long ToMs, DustPass Best, double Score)
{
    /// <summary>What lies no further apart is one episode, here and for the rule.</summary>
    internal const long TogetherMs = 20 * 60_000;

    /// <summary>The episodes of passes with at least some score.</summary>
    public static IEnumerable<DustEpisode> Of(IReadOnlyList<DustPass> passes, IReadOnlyList<double> scores, double least)
    {
        foreach (var ofTruck in passes.Zip(scores, (pass, score) => (Pass: pass, Score: score)).Where(scored => scored.Score >= least).GroupBy(scored => scored.Pass.TruckId, StringComparer.Ordinal))
        {
            DustEpisode? open = null;
            foreach (var (pass, score) in ofTruck.OrderBy(scored => scored.Pass.AtMs).ThenBy(scored => scored.Pass.SensorId, StringComparer.Ordinal))
            {
                if (open is not null && pass.AtMs - open.ToMs > TogetherMs)
                {
                    yield return open;
                    open = null;
                }

                open = open is null ? new DustEpisode(pass.TruckId, pass.AtMs, pass.ReadAtMs, pass, score)
                    : open with { ToMs = Math.Max(open.ToMs, pass.ReadAtMs), Best = score > open.Score ? pass : open.Best, Score = Math.Max(score, open.Score) };
            }

            if (open is not null)
            {
                yield return open;
            }
        }
    }
}
