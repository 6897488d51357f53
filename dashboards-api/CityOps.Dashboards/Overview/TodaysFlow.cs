using CityOps.Dashboards.Indicators;
using CityOps.Dashboards.Storage;
using CityOps.Warehouse;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Overview;

/// <summary>What happened: from events that landed to cases that closed.</summary>
/// <param name="Events">Readings, positions and observations that landed; null where this process has no warehouse.</param>
/// <param name="Suspicions">Suspicions that joined a case.</param>
/// <param name="Cases">Cases opened.</param>
/// <param name="Filed">立案.</param>
/// <param name="Orders">Work orders created.</param>
/// <param name="Visits">Visits, with or without entry.</param>
/// <param name="Closures">结案.</param>
/// <param name="Dismissed">Ended at a desk.</param>
public sealed record Flow(long? Events, long Suspicions, long Cases, long Filed, long Orders, long Visits, long Closures, long Dismissed);

/// <param name="Hour">The hour's start, UTC.</param>
public sealed record FlowHour(DateTimeOffset Hour, Flow Flow);

/// <summary>Counts a day's flow by the hour.</summary>
internal sealed class TodaysFlow(IOperationsDbFactory databases, IServiceProvider services)
{
    /// <summary>Of what is older than this by its own time, an event that lands today is not counted.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(40);

    /// <returns>One entry for each hour that has begun, in order.</returns>
    public async Task<IReadOnlyList<FlowHour>> HoursAsync(IndicatorPeriod day, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var suspicions = await Hours(db.SuspicionFacts.Where(s => s.At >= day.From && s.At < day.To).Select(s => s.At));
        var opened = await Hours(db.CaseFacts.Where(c => c.OpenedAt >= day.From && c.OpenedAt < day.To).Select(c => c.OpenedAt));
        var filed = await Hours(db.CaseFacts.Where(c => c.FiledAt >= day.From && c.FiledAt < day.To).Select(c => c.FiledAt!.Value));
        var orders = await Hours(db.OrderFacts.Where(o => o.CreatedAt >= day.From && o.CreatedAt < day.To).Select(o => o.CreatedAt));
        var visits = await Hours(db.VisitFacts.Where(v => v.At >= day.From && v.At < day.To).Select(v => v.At));
        var closed = await Hours(db.CaseFacts.Where(c => c.ClosedAt >= day.From && c.ClosedAt < day.To).Select(c => c.ClosedAt!.Value));
        var dismissed = await Hours(db.CaseFacts.Where(c => c.DismissedAt >= day.From && c.DismissedAt < day.To).Select(c => c.DismissedAt!.Value));
        var events = await EventsAsync(day, cancellationToken);

        var hours = new List<FlowHour>();
        for (var hour = HourOf(day.From); hour < day.To; hour = hour.AddHours(1))
        {
            hours.Add(new(hour, new(
                events is null ? null : events.GetValueOrDefault(hour), suspicions.GetValueOrDefault(hour), opened.GetValueOrDefault(hour), filed.GetValueOrDefault(hour),
                orders.GetValueOrDefault(hour), visits.GetValueOrDefault(hour), closed.GetValueOrDefault(hour), dismissed.GetValueOrDefault(hour))));
        }

        return hours;

        async Task<Dictionary<DateTimeOffset, long>> Hours(IQueryable<DateTimeOffset> instants) =>
            (await instants.ToListAsync(cancellationToken)).GroupBy(HourOf).ToDictionary(g => g.Key, g => g.LongCount());
    }

    public static Flow Sum(IReadOnlyList<FlowHour> hours) => new(
        hours.Any(h => h.Flow.Events is null) ? null : hours.Sum(h => h.Flow.Events),
        hours.Sum(h => h.Flow.Suspicions), hours.Sum(h => h.Flow.Cases), hours.Sum(h => h.Flow.Filed), hours.Sum(h => h.Flow.Orders),
        hours.Sum(h => h.Flow.Visits), hours.Sum(h => h.Flow.Closures), hours.Sum(h => h.Flow.Dismissed));

    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero);

    private async Task<Dictionary<DateTimeOffset, long>?> EventsAsync(IndicatorPeriod day, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(IWarehouse)) is not IWarehouse warehouse)
        {
            return null;
        }

        var parameters = new WarehouseParameters
        {
            ["from"] = day.From.UtcDateTime,
            ["to"] = day.To.UtcDateTime,
            ["oldest"] = (day.From - Oldest).UtcDateTime,
        };
        var hours = new Dictionary<DateTimeOffset, long>();
        await foreach (var (hour, events) in warehouse.QueryAsync(
            DashboardsSql.Read("Overview.EventsByHour"),
            parameters,
            row => (new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(0), DateTimeKind.Utc)), Convert.ToInt64(row.GetValue(1), System.Globalization.CultureInfo.InvariantCulture)),
            cancellationToken))
        {
            hours[hour] = events;
        }

        return hours;
    }
}
