using CityOps.Contracts.Events;
using CityOps.Pipelines.Trucks.Tracks;

namespace CityOps.Host.Evaluation.MuckTruck;

/// <summary>What dust monitors raise an alarm by: a reading over a limit, as it is read. The loaded truck that came by last is blamed. It is what the dust rule is held against.</summary>
internal static class NaiveDust
{
    private const double LimitUgM3 = 150;
    private const double NearM = 150;
    private const long PassMs = 5 * 60_000;
    private const long TogetherMs = 20 * 60_000;
    private const double CellDeg = 0.002;

    public static IEnumerable<TruckEpisode> Of(SimulatedFleet fleet)
    {
        var passes = fleet.Positions.Where(p => p.Load is Load.Half or Load.Full).GroupBy(p => CellOf(p.Lon, p.Lat)).ToDictionary(g => g.Key, g => g.OrderBy(p => p.At).ToArray());
        var alarms = fleet.Observations.Where(o => o.Kind == ObservationKind.Pm10 && o.Value > LimitUgM3)
            .Select(o => (AtMs: o.At.ToUnixTimeMilliseconds(), Truck: LastBy(passes, o)))
            .Where(a => a.Truck is not null);
        foreach (var ofTruck in alarms.GroupBy(a => a.Truck!, a => a.AtMs, StringComparer.Ordinal))
        {
            var (from, to) = (0L, 0L);
            foreach (var at in ofTruck.Order())
            {
                if (from > 0 && at - to > TogetherMs)
                {
                    yield return new TruckEpisode("dust", ofTruck.Key, from, to);
                    from = 0;
                }

                (from, to) = (from > 0 ? from : at, at);
            }

            yield return new TruckEpisode("dust", ofTruck.Key, from, to);
        }
    }

    private static string? LastBy(Dictionary<(int, int), TruckPosition[]> passes, RoadsideObservation read)
    {
        var (column, row) = CellOf(read.Lon, read.Lat);
        TruckPosition? last = null;
        for (var i = 0; i < 9; i++)
        {
            foreach (var pass in passes.GetValueOrDefault((column + (i % 3) - 1, row + (i / 3) - 1), []).SkipWhile(p => p.At < read.At.AddMilliseconds(-PassMs)).TakeWhile(p => p.At <= read.At))
            {
                last = Geodesy.NearDistanceM(pass.Lon, pass.Lat, read.Lon, read.Lat) <= NearM && (last is null || pass.At > last.At) ? pass : last;
            }
        }

        return last?.TruckId;
    }

    private static (int, int) CellOf(double lon, double lat) => ((int)Math.Floor(lon / CellDeg), (int)Math.Floor(lat / CellDeg));
}
