using System.Data.Common;
using System.Globalization;
using CityOps.Warehouse;

namespace CityOps.Pipelines.Trucks.Tracing;

/// <summary>What is asked of a trace.</summary>
/// <param name="Lon">WGS-84 degrees.</param>
/// <param name="RadiusM">At most <see cref="TruckTrace.MaxRadiusM"/>.</param>
/// <param name="To">Exclusive; the time at which the thing was found counts as this.</param>
public sealed record TraceRequest(double Lon, double Lat, double RadiusM, DateTimeOffset From, DateTimeOffset To);

/// <summary>Source tracing (溯源): which trucks came by a place, from <c>truck_positions</c>.</summary>
public static class TruckTrace
{
    public const double MaxRadiusM = 5_000;

    /// <summary>Two neighbours of resolution 8 are at least this far from each other.</summary>
    private const double RingM = 700;

    private static readonly string PointsSql = SqlText.Read("Trucks.Tracing.TracePoints.sql");
    private static readonly string SightsSql = SqlText.Read("Trucks.Tracing.TraceSights.sql");

    /// <returns>One entry a pass, the likeliest first.</returns>
    public static async Task<IReadOnlyList<TracedTruck>> FindAsync(IWarehouse warehouse, TraceRequest request, CancellationToken cancellationToken)
    {
        var parameters = new WarehouseParameters
        {
            ["lon"] = request.Lon,
            ["lat"] = request.Lat,
            ["radius_m"] = request.RadiusM,
            ["rings"] = (ulong)Math.Ceiling(request.RadiusM / RingM),
            ["from"] = request.From.UtcDateTime,
            ["to"] = request.To.UtcDateTime,
        };
        var points = new List<TracePoint>();
        await foreach (var point in warehouse.QueryAsync(PointsSql, parameters, PointOf, cancellationToken))
        {
            points.Add(point);
        }

        var sights = new List<TraceSight>();
        await foreach (var sight in warehouse.QueryAsync(SightsSql, parameters, SightOf, cancellationToken))
        {
            sights.Add(sight);
        }

        return TraceRanking.Rank(TracePasses.Of(points, sights, request.Lon, request.Lat), request.To);
    }

    private static TraceSight SightOf(DbDataReader row) => new(Instant(row, 0), row.GetDouble(1), row.GetDouble(2), row.GetDouble(3));

    private static TracePoint PointOf(DbDataReader row) => new(
        row.GetString(0), Instant(row, 1), row.GetDouble(2), row.GetDouble(3),
        Number(row, 4), row.GetString(5), row.GetString(6), Number(row, 7), Number(row, 8));

    private static DateTimeOffset Instant(DbDataReader row, int column) => new(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));

    private static double? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : Convert.ToDouble(row.GetValue(column), CultureInfo.InvariantCulture);
}
