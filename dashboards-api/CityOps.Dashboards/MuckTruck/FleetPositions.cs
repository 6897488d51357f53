using System.Data.Common;
using System.Globalization;
using CityOps.Warehouse;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.MuckTruck;

/// <param name="AsOf">When these were read, UTC.</param>
public sealed record Fleet(DateTimeOffset AsOf, IReadOnlyList<FleetTruck> Trucks);

/// <summary>Where a truck was last. It names no driver and no plate.</summary>
/// <param name="At">By the truck's own clock, UTC.</param>
/// <param name="AgeSeconds">How old that is.</param>
/// <param name="Lon">WGS-84 degrees.</param>
/// <param name="Lat">WGS-84 degrees.</param>
/// <param name="SpeedKmh">Null where the terminal did not say.</param>
/// <param name="CourseDeg">0 to 360, clockwise from north; null where the terminal did not say.</param>
/// <param name="Load"><c>empty</c>, <c>half</c>, <c>full</c> or <c>unknown</c>.</param>
/// <param name="Lid"><c>closed</c>, <c>open</c> or <c>unknown</c>.</param>
/// <param name="Moving">It drove, a few minutes ago at most.</param>
public sealed record FleetTruck(
    string TruckId, DateTimeOffset At, double AgeSeconds, double Lon, double Lat, double? SpeedKmh, double? CourseDeg, string Load, string Lid, bool Moving);

/// <summary>The latest positions of all trucks, read from the warehouse once for all who ask within a moment, and not at all while nobody does.</summary>
internal sealed class FleetPositions(IServiceProvider services, IOptions<DashboardsOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>A truck that stood slower than this stands.</summary>
    private const double MovingKmh = 3;
    private static readonly TimeSpan MovingAge = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>How far ahead of our clock a terminal's may be.</summary>
    private static readonly TimeSpan ClockError = TimeSpan.FromMinutes(2);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private Fleet? _last;

    /// <summary>Trucks seen within 24 hours, by id.</summary>
    public async Task<Fleet> LatestAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } held)
        {
            return held;
        }

        await _reading.WaitAsync(cancellationToken);
        try
        {
            return Fresh() ?? (_last = await ReadAsync(cancellationToken));
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private Fleet? Fresh() =>
        _last is { } held && time.GetUtcNow() - held.AsOf < TimeSpan.FromMilliseconds(options.Value.Dashboards.OverviewCacheMs) ? held : null;

    private async Task<Fleet> ReadAsync(CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(IWarehouse)) is not IWarehouse warehouse)
        {
            return new Fleet(time.GetUtcNow(), []);
        }

        var now = time.GetUtcNow();
        var parameters = new WarehouseParameters { ["since"] = (now - Window).UtcDateTime, ["until"] = (now + ClockError).UtcDateTime };
        var trucks = new List<FleetTruck>();
        await foreach (var truck in warehouse.QueryAsync(DashboardsSql.Read("MuckTruck.Fleet"), parameters, row => TruckOf(row, now), cancellationToken))
        {
            trucks.Add(truck);
        }

        return new Fleet(now, trucks);
    }

    private static FleetTruck TruckOf(DbDataReader row, DateTimeOffset now)
    {
        var at = new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(1), DateTimeKind.Utc));
        var speed = Number(row, 4);
        return new FleetTruck(
            row.GetString(0), at, Math.Max(0, (now - at).TotalSeconds), row.GetDouble(2), row.GetDouble(3), speed, Number(row, 5),
            row.GetString(6), row.GetString(7), speed >= MovingKmh && now - at <= MovingAge);
    }

    private static double? Number(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : Convert.ToDouble(row.GetValue(column), CultureInfo.InvariantCulture);
}
