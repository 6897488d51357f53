using CityOps.Models.MuckTruck;
using CityOps.Pipelines.Trucks.Rules;
using CityOps.Pipelines.Trucks.Scoring;

namespace CityOps.Pipelines.Trucks.Spillage;

/// <summary>The loaded driving windows of which much says that they spilled. A window is known by its truck and beginning.</summary>
internal static class SpillageSuspects
{
    public static IEnumerable<ModelFinding> Of(IReadOnlyList<LoadedWindow> windows, ObservationIndex observations, BoostedScore model, TruckOptions options)
    {
        var measured = windows.Select(window => SpillageMeasures.Of(window, observations)).ToList();
        var scores = model.Score(measured);
        return Enumerable.Range(0, windows.Count)
            .Where(i => scores[i] >= options.SpillageScore)
            .OrderByDescending(i => scores[i])
            .Take(options.MaxSpillagesPerRun)
            .Select(i => new ModelFinding(windows[i].TruckId, FindingOf(windows[i]), Math.Round(ModelFinding.Highest * scores[i], 4), model.Explain(measured[i])));
    }

    // Where the scales fell most; the middle of the way where they tell nothing.
    private static Finding FindingOf(LoadedWindow window)
    {
        var points = window.Points;
        var (at, most) = (points.Count / 2, 0f);
        for (var i = 1; i < points.Count; i++)
        {
            var drop = points[i - 1].WeightKg - points[i].WeightKg;
            (at, most) = drop > most ? (i, drop) : (at, most);
        }

        return new Finding(
            FindingKind.Spillage, IsClosed: true, window.FromMs, window.ToMs, points[at].Lon, points[at].Lat, most, 0, points.Count, points[0].Load, points[^1].Load);
    }
}
