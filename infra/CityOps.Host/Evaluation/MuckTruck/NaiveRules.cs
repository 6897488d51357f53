using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Fences;

namespace CityOps.Host.Evaluation.MuckTruck;

/// <summary>
/// What fleet platforms raise an alarm by: each position looked at by itself, as it comes, and alarms of one kind and truck within ten minutes taken together. It is what the rules are held against.
/// </summary>
internal static class NaiveRules
{
    private const long TogetherMs = 10 * 60_000;

    public static IReadOnlyList<TruckEpisode> Of(SimulatedFleet fleet)
    {
        var (sites, permits) = (new SiteIndex(), new PermitBook());
        fleet.Sites.ForEach(site => sites.TryAdd(site));
        fleet.Permits.ForEach(permit => permits.Add(permit));
        var clock = new LocalClock(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        var said = new List<TruckEpisode>();
        foreach (var ofTruck in fleet.Positions.GroupBy(p => p.TruckId, StringComparer.Ordinal))
        {
            var of = permits.All(ofTruck.Key);
            var (open, last) = (new Dictionary<string, (long From, long To)>(StringComparer.Ordinal), Load.Unknown);
            foreach (var position in ofTruck)
            {
                foreach (var kind in Alarms(position, last, sites.Grid, of, clock))
                {
                    Alarm(open, said, kind, ofTruck.Key, position.At.ToUnixTimeMilliseconds());
                }

                last = position.Load == Load.Unknown ? last : position.Load;
            }

            said.AddRange(open.Select(o => new TruckEpisode(o.Key, ofTruck.Key, o.Value.From, o.Value.To)));
        }

        return said;
    }

    private static IEnumerable<string> Alarms(TruckPosition position, Load before, FenceGrid sites, ReadyPermit[] permits, LocalClock clock)
    {
        var at = position.At.ToUnixTimeMilliseconds();
        if (sites.At(position.Lon, position.Lat, at) is not null)
        {
            yield break;
        }

        if (before is Load.Half or Load.Full && position.Load == Load.Empty)
        {
            yield return "dumping";
        }

        if (position.Load is not (Load.Half or Load.Full))
        {
            yield break;
        }

        if (Array.TrueForAll(permits, p => p.RouteDistanceM(position.Lon, position.Lat, p.CorridorM) > p.CorridorM))
        {
            yield return "off_route";
        }

        if (position.SpeedKmh > 0 && Array.TrueForAll(permits, p => !p.AllowsAt(clock.MinuteOfDay(at), 0)))
        {
            yield return "off_hours";
        }

        if (position.SpeedKmh > 0 && position.Lid == Lid.Open)
        {
            yield return "uncovered";
        }
    }

    private static void Alarm(Dictionary<string, (long From, long To)> open, List<TruckEpisode> said, string kind, string truck, long at)
    {
        if (open.TryGetValue(kind, out var going) && Math.Abs(at - going.To) <= TogetherMs)
        {
            open[kind] = (Math.Min(going.From, at), Math.Max(going.To, at));
            return;
        }

        if (open.ContainsKey(kind))
        {
            said.Add(new TruckEpisode(kind, truck, going.From, going.To));
        }

        open[kind] = (at, at);
    }
}
