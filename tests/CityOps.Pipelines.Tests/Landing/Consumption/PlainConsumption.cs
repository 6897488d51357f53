namespace CityOps.Pipelines.Tests.Landing.Consumption;

internal sealed record PlainHour(ulong Dwelling, string Utility, ulong Meter, DateTimeOffset Hour, double Used, string Quality, string Attribution, int CoveredS);

internal sealed record PlainInterval(
    ulong Dwelling, string Utility, ulong Meter, string Code, DateTimeOffset Started, DateTimeOffset Finished, double Used, string Quality, string Attribution);

/// <summary>
/// The rules of docs/consumption.md once more, as plainly as they can be said: from all readings and links at once, with no thought of batches, order,
/// memory or speed. What the product leaves in its tables must be this.
/// </summary>
internal static class PlainConsumption
{
    private static readonly TimeSpan SixHours = TimeSpan.FromHours(6);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);
    private static readonly string[] Precedence = ["own", "ev", "pv", "unlinked", "weak", "shared", "master", "disputed", "divided"];
    private static readonly string[] Marks = ["measured", "spread", "jump", "reset"];

    /// <param name="readings">In the order of arrival.</param>
    public static (List<PlainHour> Hours, List<PlainInterval> Intervals) Of(IEnumerable<Reading> readings, IEnumerable<Link> links)
    {
        var standing = readings.GroupBy(r => (r.Meter, r.Utility, r.Code, r.At)).Select(same => same.Last()).ToList();
        var standingLinks = links.GroupBy(l => (l.Meter, l.Dwelling, l.From)).Select(same => same.Last()).ToLookup(l => l.Meter);
        var shares = new List<Share>();
        var intervals = new List<PlainInterval>();
        foreach (var register in standing.GroupBy(r => (r.Meter, r.Utility, r.Code)))
        {
            var series = Counted([.. register.OrderBy(r => r.At)]);
            foreach (var (from, to) in series.Zip(series.Skip(1)))
            {
                AddPair(from, to, [.. standingLinks[register.Key.Meter]], shares, intervals);
            }
        }

        var hours = shares.GroupBy(s => (s.Of.Meter, s.Of.Utility, s.Hour, s.Owner.Dwelling)).Select(HourOf).ToList();
        return (hours, intervals);
    }

    private static List<Reading> Counted(List<Reading> series)
    {
        var alone = series.Select((_, i) => StandsAlone(series, i)).ToList();
        return [.. series.Where((_, i) => !alone[i] || (i > 0 && alone[i - 1]))];
    }

    private static bool StandsAlone(List<Reading> series, int i)
    {
        if (i == 0 || i == series.Count - 1)
        {
            return false;
        }

        var (before, own, behind) = (series[i - 1], series[i], series[i + 1]);
        var there = StepOf(before, own);
        var back = StepOf(own, behind);
        var falls = there.Kind == "reset" || back.Kind == "reset";
        var impossible = there.Kind != "plausible" && back.Kind != "plausible";
        var near = own.At - before.At <= SixHours && behind.At - own.At <= SixHours;
        return falls && (impossible || near) && behind.At - before.At <= Longest && StepOf(before, behind).Kind == "plausible";
    }

    private static (string Kind, double Used) StepOf(Reading from, Reading to)
    {
        var limit = from.Utility switch { "water" => 7d, "gas" => 10d, _ => 66d };
        var possible = limit * (to.At - from.At).TotalHours;
        if (to.Register >= from.Register)
        {
            var used = to.Register - from.Register;
            return (used > possible ? "jump" : "plausible", used);
        }

        var top = new[] { 1e4, 1e5, 1e6, 1e7 }.First(t => t > from.Register);
        var over = to.Register + top - from.Register;
        return from.Register >= 0.99 * top && over <= possible ? ("plausible", over) : ("reset", 0);
    }

    private static void AddPair(Reading from, Reading to, List<Link> links, List<Share> shares, List<PlainInterval> intervals)
    {
        var apart = to.At - from.At;
        var step = StepOf(from, to);
        var owners = Owners(from, to, links);
        if (apart <= SixHours)
        {
            var mark = step.Kind != "plausible" ? step.Kind : apart > TimeSpan.FromMinutes(90) ? "spread" : "measured";
            foreach (var (begin, end, owner) in owners)
            {
                for (var hour = HourOf(begin); hour < end; hour = hour.AddHours(1))
                {
                    var overlap = Min(end, hour.AddHours(1)) - Max(begin, hour);
                    shares.Add(step.Kind == "plausible" ? new(from, hour, owner, mark, step.Used * (overlap / apart), overlap) : new(from, hour, owner, mark, 0, TimeSpan.Zero));
                }
            }
        }

        if (apart <= Longest && (apart > SixHours || step.Kind != "plausible"))
        {
            var owner = owners.Select(o => o.Owner).Distinct().Count() == 1 ? owners[0].Owner : new Owner(0, "divided");
            intervals.Add(new(owner.Dwelling, from.Utility, from.Meter, from.Code, from.At, to.At, step.Used, step.Kind == "plausible" ? "interval" : step.Kind, owner.Attribution));
        }
    }

    private static List<(DateTimeOffset Begin, DateTimeOffset End, Owner Owner)> Owners(Reading from, Reading to, List<Link> links)
    {
        if (to.Dwelling != 0)
        {
            return [(from.At, to.At, Said(from.Dwelling, to.Dwelling, Best(links, to.At.AddMilliseconds(-1))))];
        }

        var edges = links.SelectMany(l => new[] { l.From, l.To ?? DateTimeOffset.MaxValue }).Where(t => t > from.At && t < to.At).Append(from.At).Append(to.At).Distinct().Order().ToList();
        return [.. edges.Zip(edges.Skip(1)).Select(e => (e.First, e.Second, Linked(Best(links, e.First))))];
    }

    private static Owner Said(ulong before, ulong dwelling, List<Link> best) =>
        before != 0 && before != dwelling ? new(0, "divided")
        : best.Count > 0 && best[0].Share != "own" ? new(0, best[0].Share)
        : new(dwelling, best.Count > 0 && best[0].Dwelling == dwelling ? Purpose(best[0]) : "own");

    private static Owner Linked(List<Link> best) =>
        best.Count == 0 ? new(0, "unlinked")
        : best[0].Share != "own" ? new(0, best[0].Share)
        : best[0].Confidence is < 0.5 ? new(0, "weak")
        : best.Select(l => l.Dwelling).Distinct().Count() > 1 ? new(0, "disputed")
        : new(best[0].Dwelling, Purpose(best[0]));

    // All that are equally good.
    private static List<Link> Best(List<Link> links, DateTimeOffset at)
    {
        var valid = links.Where(l => l.From <= at && (l.To is null || at < l.To)).ToList();
        var ranked = valid.GroupBy(l => (l.Confidence ?? 1, l.From, l.Share switch { "own" => 2, "shared" => 1, _ => 0 })).OrderByDescending(g => g.Key).FirstOrDefault();
        return ranked is null ? [] : [.. ranked.OrderBy(l => l.Dwelling)];
    }

    private static string Purpose(Link link) => link.Tariff is "ev" or "pv" ? link.Tariff : "own";

    private static PlainHour HourOf(IGrouping<(ulong Meter, string Utility, DateTimeOffset Hour, ulong Dwelling), Share> shares)
    {
        var registers = shares.GroupBy(s => s.Of.Code).ToDictionary(g => g.Key, g => g.ToList());
        var counted = registers.TryGetValue("total", out var total) ? [total] : registers.Values.ToList();
        var known = TimeSpan.FromTicks(counted.Min(r => r.Sum(s => s.Known.Ticks)));
        var covered = (int)known.TotalSeconds;
        var all = counted.SelectMany(r => r).ToList();
        var mark = Marks[all.Max(s => Array.IndexOf(Marks, s.Mark))];
        var quality = mark is "measured" or "spread" && covered < 3600 ? "gap" : mark;
        var attribution = Precedence[all.Max(s => Array.IndexOf(Precedence, s.Owner.Attribution))];
        return new(shares.Key.Dwelling, shares.Key.Utility, shares.Key.Meter, shares.Key.Hour, all.Sum(s => s.Used), quality, attribution, covered);
    }

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed record Owner(ulong Dwelling, string Attribution);

    private sealed record Share(Reading Of, DateTimeOffset Hour, Owner Owner, string Mark, double Used, TimeSpan Known);
}
