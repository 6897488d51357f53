using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks.Rules;
using CityOps.Pipelines.Trucks.Scoring;

namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>An incident of dust that stands.</summary>
internal readonly record struct DustIncident(string TruckId, long StartedAtMs, long FinishedAtMs);

/// <summary>
/// Passes that the score takes for dust, as episodes. One that the rule reported before keeps its beginning, and so its case, and is ordered by the score from then on, also where that is low; what the rule missed is new.
/// Nothing is withdrawn by a score alone.
/// </summary>
internal static class DustSuspects
{
    public static IEnumerable<ModelFinding> Of(IReadOnlyList<DustPass> passes, IReadOnlyList<DustIncident> standing, BoostedScore model, TruckOptions options)
    {
        var scores = model.Score([.. passes.Select(pass => pass.Measured)]);
        var byTruck = standing.ToLookup(incident => incident.TruckId, StringComparer.Ordinal);
        var episodes = DustEpisode.Of(passes, scores, options.DustScore).OrderByDescending(episode => episode.Score).Take(options.MaxDustPerRun).ToList();
        var found = new Dictionary<(string, long), DustEpisode>();
        foreach (var episode in episodes)
        {
            var begun = byTruck[episode.TruckId].Where(incident => IsWithin(incident, episode.FromMs, episode.ToMs)).Select(incident => (long?)incident.StartedAtMs).Min() ?? episode.FromMs;
            found.TryAdd((episode.TruckId, begun), episode);
        }

        foreach (var (incident, best) in standing.Where(incident => !found.ContainsKey((incident.TruckId, incident.StartedAtMs))).Select(incident => (incident, BestOf(incident, passes, scores))))
        {
            if (best is not null)
            {
                found.TryAdd((incident.TruckId, incident.StartedAtMs), best);
            }
        }

        return found.Select(f => FindingOf(f.Key.Item2, f.Value, model));
    }

    private static DustEpisode? BestOf(DustIncident incident, IReadOnlyList<DustPass> passes, IReadOnlyList<double> scores) => passes
        .Zip(scores, (pass, score) => new DustEpisode(pass.TruckId, incident.StartedAtMs, Math.Max(incident.FinishedAtMs, pass.ReadAtMs), pass, score))
        .Where(episode => string.Equals(episode.TruckId, incident.TruckId, StringComparison.Ordinal) && incident.StartedAtMs <= episode.Best.ReadAtMs && episode.Best.AtMs <= incident.FinishedAtMs)
        .MaxBy(episode => episode.Score);

    private static bool IsWithin(DustIncident incident, long fromMs, long toMs) =>
        incident.StartedAtMs - DustEpisode.TogetherMs <= toMs && fromMs <= incident.FinishedAtMs + DustEpisode.TogetherMs;

    private static ModelFinding FindingOf(long startedAtMs, DustEpisode episode, BoostedScore model)
    {
        var best = episode.Best;
        var finding = new Finding(
            FindingKind.Dust, IsClosed: true, startedAtMs, episode.ToMs, best.Lon, best.Lat, (float)best.RiseUgM3, (float)best.BackgroundUgM3, 1, best.Load, best.Load, Device: Device.DustSensor);
        return new ModelFinding(best.TruckId, finding, Math.Round(ModelFinding.Highest * episode.Score, 4), model.Explain(best.Measured), best.SensorId);
    }
}
