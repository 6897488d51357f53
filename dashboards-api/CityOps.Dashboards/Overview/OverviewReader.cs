using CityOps.Casework.Domain;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Indicators;
using CityOps.Dashboards.MuckTruck;
using CityOps.Dashboards.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace CityOps.Dashboards.Overview;

/// <summary>Computes the big screen's figures, once for all who ask within a moment.</summary>
internal sealed class OverviewReader(
    TodaysFlow flow,
    FleetPositions fleet,
    IndicatorReports indicators,
    ICaseQueries cases,
    IOperationsDbFactory databases,
    IOptions<DashboardsOptions> options,
    TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromHours(4);
    private readonly SemaphoreSlim _computing = new(1, 1);
    private DistrictOverview? _last;

    public async Task<DistrictOverview> ReadAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } held)
        {
            return held;
        }

        await _computing.WaitAsync(cancellationToken);
        try
        {
            return Fresh() ?? (_last = await ComputeAsync(cancellationToken));
        }
        finally
        {
            _computing.Release();
        }
    }

    public void Dispose() => _computing.Dispose();

    private DistrictOverview? Fresh() =>
        _last is { } held && time.GetUtcNow() - held.AsOf < TimeSpan.FromMilliseconds(options.Value.Dashboards.OverviewCacheMs) ? held : null;

    private async Task<DistrictOverview> ComputeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var zone = DateTimeZoneProviders.Tzdb[options.Value.TimeZone];
        var today = Instant.FromDateTimeOffset(now).InZone(zone).Date;
        var hours = await flow.HoursAsync(new(zone.AtStartOfDay(today).ToInstant().ToDateTimeOffset(), now), cancellationToken);
        var trucks = (await fleet.LatestAsync(cancellationToken)).Trucks;
        var query = new IndicatorQuery(new(now.AddDays(-28), now), [], [], null, null, null, zone);
        var (overdue, soon) = await DueAsync(now, cancellationToken);
        return new(
            now, zone.Id, today.ToDateOnly(), TodaysFlow.Sum(hours), hours,
            [.. (await cases.CountAsync(cancellationToken)).Where(c => c.Stage.IsOpen())],
            overdue, soon,
            new(trucks.Count, trucks.Count(t => t.Moving), trucks.Count(t => t.Moving && t.Load is ("half" or "full"))),
            (await indicators.ComputeAsync(query, [], cancellationToken)).Rows.Single().Indicators);
    }

    private async Task<(int Overdue, int Soon)> DueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var open = db.CaseFacts.AsNoTracking().Where(c => c.DueAt != null && c.Stage != "closed" && c.Stage != "dismissed");
        var soon = now + Soon;
        return (await open.CountAsync(c => c.DueAt < now, cancellationToken), await open.CountAsync(c => c.DueAt >= now && c.DueAt < soon, cancellationToken));
    }
}
