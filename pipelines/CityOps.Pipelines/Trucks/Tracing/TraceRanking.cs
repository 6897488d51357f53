namespace CityOps.Pipelines.Trucks.Tracing;

/// <summary>A truck that came by a place.</summary>
/// <param name="NearestM">How near its nearest position was.</param>
/// <param name="Loaded">The share of positions that said half or full, of those that said anything; null where none did.</param>
/// <param name="LidOpen">The same of the lid.</param>
/// <param name="LostKg">By how much less it weighed at the end of the pass than at its beginning; null without scales.</param>
public sealed record TracePass(
    string TruckId, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset NearestAt, double NearestM, long Positions, double? Loaded, double? LidOpen, double? MaxSpeedKmh, double? MaxAccelRms, double? LostKg);

/// <param name="Score">0 to 1: an ordering, not a probability.</param>
/// <param name="Reasons">What speaks for it, the strongest first: <c>loaded</c>, <c>lost_weight</c>, <c>lid_open</c>, <c>near</c>, <c>shaken</c>, <c>recent</c>.</param>
public sealed record TracedTruck(TracePass Pass, double Score, IReadOnlyList<string> Reasons);

/// <summary>Puts the truck first that most likely left what was found at a place (溯源). What nobody measured counts for half.</summary>
public static class TraceRanking
{
    private const double LostKg = 400;
    private const double ScaleNoiseKg = 200;
    private const double Shaken = 2;
    private const double NearM = 150;
    private const double RecentMinutes = 30;

    /// <param name="foundAt">When it was found, or the end of the time asked for.</param>
    public static IReadOnlyList<TracedTruck> Rank(IEnumerable<TracePass> passes, DateTimeOffset foundAt) =>
        [.. passes.Select(pass => Weigh(pass, foundAt)).OrderByDescending(t => t.Score).ThenBy(t => t.Pass.NearestM).ThenBy(t => t.Pass.TruckId, StringComparer.Ordinal)];

    private static TracedTruck Weigh(TracePass pass, DateTimeOffset foundAt)
    {
        (string Reason, double Weight, double Value)[] signs =
        [
            ("loaded", 0.25, pass.Loaded ?? 0.5),
            ("lost_weight", 0.3, pass.LostKg is { } kg ? Math.Clamp((kg - ScaleNoiseKg) / LostKg, 0, 1) : 0.3),
            ("lid_open", 0.15, pass.LidOpen ?? 0.5),
            ("near", 0.15, Math.Exp(-pass.NearestM / NearM)),
            ("shaken", 0.05, Math.Clamp((pass.MaxAccelRms ?? 1) / Shaken, 0, 1)),
            ("recent", 0.1, Math.Exp(-Math.Max(0, (foundAt - pass.NearestAt).TotalMinutes) / RecentMinutes)),
        ];
        return new TracedTruck(
            pass,
            Math.Round(signs.Sum(s => s.Weight * s.Value), 3),
            [.. signs.Where(s => s.Value >= 0.5).OrderByDescending(s => s.Weight * s.Value).Select(s => s.Reason)]);
    }
}
