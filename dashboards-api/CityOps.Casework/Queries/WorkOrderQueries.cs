using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Queries;

internal sealed class WorkOrderQueries(ICaseworkDbFactory databases, TimeProvider time) : IWorkOrderQueries
{
    private const double EarthRadiusM = 6_371_000;

    // Whoever has a thousand orders open needs no map: distance sorts what the deadline put first.
    private const int SortedByDistance = 1_000;

    // What somebody can only have done there; an order is accepted and given back from anywhere.
    private static readonly string[] Visits =
        [CaseEventCodec.KindOf<OutcomeReported>(), CaseEventCodec.KindOf<VisitFailed>(), CaseEventCodec.KindOf<AssistanceDone>()];

    public async Task<IReadOnlyList<WorkOrderSummary>> ListAsync(WorkOrderFilter filter, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var orders = db.WorkOrders.AsNoTracking();
        orders = filter.OpenOnly ? orders.Where(o => o.Status == WorkOrderStatus.Open || o.Status == WorkOrderStatus.Accepted) : orders;
        orders = filter.Town is { Length: > 0 } town ? orders.Where(o => o.Town == town) : orders;
        orders = filter.Unit is { Length: > 0 } unit ? orders.Where(o => o.Unit == unit) : orders;
        orders = filter.Scenario is { Length: > 0 } scenario ? orders.Where(o => o.Scenario == scenario) : orders;
        if (filter.Mine?.Towns is { } towns)
        {
            orders = orders.Where(o => towns.Contains(o.Town!));
        }
        else if (filter.Mine is { } mine)
        {
            var (me, units) = (mine.Inspector, mine.Units);
            orders = units.Count is 0
                ? orders.Where(o => o.Inspector == me || o.SecondOfficer == me)
                : orders.Where(o => o.Inspector == me || o.SecondOfficer == me || (o.Inspector == null && units.Contains(o.Unit!)));
        }

        var limit = Math.Clamp(filter.Limit, 1, 500);
        var rows = await orders
            .Join(db.Cases.AsNoTracking(), o => o.CaseId, c => c.CaseId, (o, c) => new { Order = o, Case = c })
            .OrderBy(r => r.Order.DueAt).ThenBy(r => r.Order.WorkOrderId)
            .Take(filter.Near is null ? limit : SortedByDistance).ToListAsync(cancellationToken);
        var shown = rows.Select(row => Show(row.Order, row.Case, filter.Near));
        return [.. (filter.Near is null ? shown : shown.OrderBy(o => o.DistanceM ?? double.MaxValue).ThenBy(o => o.DueAt)).Take(limit)];
    }

    public async Task<IReadOnlyList<InspectorLoad>> LoadsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = databases.Create();
        var loads = await db.WorkOrders.AsNoTracking()
            .Where(o => o.Inspector != null && (o.Status == WorkOrderStatus.Open || o.Status == WorkOrderStatus.Accepted))
            .GroupBy(o => o.Inspector!).Select(g => new { Inspector = g.Key, Open = g.Count(), Overdue = g.Count(o => o.DueAt < now) }).ToListAsync(cancellationToken);
        return [.. loads.Select(l => new InspectorLoad(l.Inspector, l.Open, l.Overdue)).OrderBy(l => l.Inspector, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<InspectorReport>> LatestReportsAsync(IReadOnlyCollection<string> inspectors, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();

        // What was finished since then, and what is open after a visit that failed: both by an index, however many orders there ever were.
        var finished = db.WorkOrders.AsNoTracking().Where(o => o.FinishedAt >= since && inspectors.Contains(o.Inspector!));
        var tried = db.WorkOrders.AsNoTracking()
            .Where(o => inspectors.Contains(o.Inspector!) && (o.Status == WorkOrderStatus.Open || o.Status == WorkOrderStatus.Accepted) && o.Attempts > 0);
        var visits = await finished.Concat(tried).Join(db.Cases.AsNoTracking(), o => o.CaseId, c => c.CaseId, (o, c) => new { c.Subject, Order = o }).ToListAsync(cancellationToken);
        var orderOf = visits.GroupBy(v => v.Order.CaseId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var visited = await db.Events.AsNoTracking()
            .Where(e => orderOf.Keys.Contains(e.CaseId) && e.At >= since && Visits.Contains(e.Kind) && inspectors.Contains(e.ActorName))
            .Select(e => new { e.ActorName, e.At, e.CaseId }).ToListAsync(cancellationToken);
        return [.. visited.GroupBy(v => v.ActorName, StringComparer.Ordinal).Select(g => g.MaxBy(v => v.At)!).OrderBy(v => v.ActorName, StringComparer.Ordinal)
            .Select(v => (v.ActorName, v.At, orderOf[v.CaseId].Subject, orderOf[v.CaseId].Order))
            .Select(v => new InspectorReport(v.ActorName, v.At, v.Order.CaseId, v.Order.Scenario, v.Subject, v.Order.Kind, v.Order.Town, v.Order.GridCell, v.Order.Lon, v.Order.Lat))];
    }

    private static WorkOrderSummary Show(WorkOrderRow o, CaseRow c, (double Lon, double Lat)? near) => new(
        o.WorkOrderId, c.CaseId, c.Scenario, c.Subject, c.Stage, c.Town, c.Kind, c.Score, o.Status, o.Inspector, o.Unit, o.CreatedAt, o.DueAt, o.Attempts,
        o.Outcome, o.FinishedAt, c.Version, o.SecondOfficer, o.LeadOrderId, o.GridCell, o.Lon, o.Lat,
        near is { } from && o is { Lon: { } x, Lat: { } y } ? Math.Round(DistanceM(from.Lon, from.Lat, x, y)) : null);

    // Haversine: within a city it errs by less than the width of a street.
    private static double DistanceM(double lon1, double lat1, double lon2, double lat2)
    {
        var (dLat, dLon) = (double.DegreesToRadians(lat2 - lat1), double.DegreesToRadians(lon2 - lon1));
        var a = Math.Pow(Math.Sin(dLat / 2), 2)
            + (Math.Cos(double.DegreesToRadians(lat1)) * Math.Cos(double.DegreesToRadians(lat2)) * Math.Pow(Math.Sin(dLon / 2), 2));
        return 2 * EarthRadiusM * Math.Asin(Math.Sqrt(a));
    }
}
