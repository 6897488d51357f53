namespace CityOps.Pipelines.Trucks.Tracing;

/// <summary>A truck that came by a place.</summary>
/// <param name="NearestM">How near its way came, straight from position to position.</param>
/// <param name="Loaded">The share of positions around the place that said half or full, of those that said anything; null where none did.</param>
/// <param name="LidOpen">The same of the lid.</param>
/// <param name="LostKg">By how much less it weighed, on average, after it came nearest than before; null without scales.</param>
/// <param name="SpillSeen">How sure a camera is that it saw a spill there and then; 0 where it saw one at another time only, null where none did.</param>
public sealed record TracePass(
    string TruckId, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset NearestAt, double NearestM, long Positions, double? Loaded, double? LidOpen, double? MaxSpeedKmh, double? MaxAccelRms, double? LostKg,
    double? SpillSeen = null);

/// <param name="Score">0 to 1: an ordering, not a probability.</param>
/// <param name="Reasons">What speaks for it, the strongest first: <c>loaded</c>, <c>lost_weight</c>, <c>seen</c>, <c>lid_open</c>, <c>near</c>, <c>shaken</c>, <c>recent</c>.</param>
public sealed record TracedTruck(TracePass Pass, double Score, IReadOnlyList<string> Reasons);

/// <summary>
/// Puts the truck first that most likely left what was found at a place (溯源). Each sign is weighed as the logarithm of how much likelier it is of the truck that did it than of one that merely came by, and the weights are
/// added; what nobody measured weighs nothing. How far each goes is set by hand until traced cases have brought enough answers to learn it.
/// </summary>
public static class TraceRanking
{
    private const double Loaded = 1.2;
    private const double Empty = -3;
    private const double LidOpen = 1.2;
    private const double LidShut = -0.4;
    private const double Shaken = 0.5;
    private const double ShakenMs2 = 2;

    // What is found lies where it fell, but for how a citizen or a camera places it, and how receivers err.
    private const double PlacedM = 50;
    private const double Near = 2.5;

    // Scales shake by some 150 kg, a mean of some by half of that; a spill worth a report is some hundred kilograms or more.
    private const double ScaleNoiseKg = 110;
    private const double SpillKg = 700;
    private const double SpillSpreadKg = 450;

    // Cameras see about half of all spills, and take a wet road for one now and then.
    private const double Seen = 4;
    private const double SeenAnotherTime = -0.7;

    // From falling to being told of: a quarter of an hour, twice or half as long as often as not.
    private const double LagMinutes = 15;
    private const double LagSpread = 0.9;
    private const double ShortestLagMinutes = 0.5;
    private const double Most = 4;

    /// <param name="foundAt">When it was found, or the end of the time asked for.</param>
    public static IReadOnlyList<TracedTruck> Rank(IEnumerable<TracePass> passes, DateTimeOffset foundAt) =>
        [.. passes.Select(pass => Weigh(pass, foundAt)).OrderByDescending(t => t.Score).ThenBy(t => t.Pass.NearestM).ThenBy(t => t.Pass.TruckId, StringComparer.Ordinal)];

    private static TracedTruck Weigh(TracePass pass, DateTimeOffset foundAt)
    {
        (string Reason, double Weight)[] signs =
        [
            ("loaded", pass.Loaded is { } share ? Empty + (share * (Loaded - Empty)) : 0),
            ("lost_weight", pass.LostKg is { } kg ? OfLoss(kg) : 0),
            ("seen", pass.SpillSeen is { } sure ? (sure > 0 ? Seen * sure : SeenAnotherTime) : 0),
            ("lid_open", pass.LidOpen is { } open ? LidShut + (open * (LidOpen - LidShut)) : 0),
            ("near", Math.Max(-Most, Near - (Math.Pow(pass.NearestM / PlacedM, 2) / 2))),
            ("shaken", pass.MaxAccelRms is { } shaken ? Shaken * Math.Clamp(shaken / ShakenMs2, 0, 1) : 0),
            ("recent", OfLag((foundAt - pass.NearestAt).TotalMinutes)),
        ];
        return new TracedTruck(
            pass,
            Math.Round(1 / (1 + Math.Exp(-signs.Sum(s => s.Weight) / 2)), 4),
            [.. signs.Where(s => s.Weight > 0.3).OrderByDescending(s => s.Weight).Select(s => s.Reason)]);
    }

    // Two bells: what a truck that lost some shows, and what the scales of one show that lost nothing.
    private static double OfLoss(double kg)
    {
        var spread = Math.Sqrt((SpillSpreadKg * SpillSpreadKg) + (ScaleNoiseKg * ScaleNoiseKg));
        var lost = -(Math.Pow((kg - SpillKg) / spread, 2) / 2) - Math.Log(spread);
        var kept = -(Math.Pow(kg / ScaleNoiseKg, 2) / 2) - Math.Log(ScaleNoiseKg);
        return Math.Clamp(lost - kept, -Most, Most);
    }

    private static double OfLag(double minutes) =>
        Math.Max(-Most / 2, 1 - (Math.Pow(Math.Log(Math.Max(minutes, ShortestLagMinutes) / LagMinutes) / LagSpread, 2) / 2));
}
