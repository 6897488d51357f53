using System.ComponentModel;
using System.Data.Common;
using System.Globalization;
using CityOps.Dashboards.Problems;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.MuckTruck;

/// <summary>Shows where a truck was between two instants, thinned to what a picture can show.</summary>
internal static class ShowTrack
{
    /// <summary>A day of positions is shown in full by a picture of this many points.</summary>
    private const int MaxPoints = 2_000;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    internal sealed record Track(IReadOnlyList<Point> Points);

    internal sealed record Point(DateTimeOffset At, double Lon, double Lat, double? SpeedKmh, string Load, string Lid);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/track", HandleAsync)
            .WithSummary("A truck's positions between two instants, at most 24 h apart and about 2,000 points.")
            .Produces<Track>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "truck_id"), Description("The truck's id in the register.")] string? truckId,
        [FromQuery(Name = "from"), Description("RFC 3339.")] string? from,
        [FromQuery(Name = "to"), Description("RFC 3339, exclusive.")] string? to,
        [FromServices] IWarehouse warehouse,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(truckId))
        {
            return Invalid.Field("truck_id", truckId, "Give the id of a truck, as the case's subject shows it.");
        }

        var (isFrom, isTo) = (Instants.TryParse(from, out var start), Instants.TryParse(to, out var end));
        if (!isFrom || !isTo)
        {
            return Invalid.Those((isFrom, "from", from, Instants.WayOut), (isTo, "to", to, Instants.WayOut));
        }

        if (end <= start || end - start > Longest)
        {
            return Invalid.Field("to", to, "It must lie after 'from', by at most 24 hours.");
        }

        var parameters = new WarehouseParameters
        {
            ["truck_id"] = truckId,
            ["from"] = start.UtcDateTime,
            ["to"] = end.UtcDateTime,
            ["step_ms"] = Math.Max(1_000L, (long)((end - start).TotalMilliseconds / MaxPoints)),
        };
        var points = new List<Point>();
        await foreach (var point in warehouse.QueryAsync(DashboardsSql.Read("MuckTruck.Track"), parameters, PointOf, cancellationToken))
        {
            points.Add(point);
        }

        return TypedResults.Ok(new Track(points));
    }

    private static Point PointOf(DbDataReader row) => new(
        new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(0), DateTimeKind.Utc)),
        row.GetDouble(1),
        row.GetDouble(2),
        row.IsDBNull(3) ? null : Convert.ToDouble(row.GetValue(3), CultureInfo.InvariantCulture),
        Convert.ToString(row.GetValue(4), CultureInfo.InvariantCulture) ?? "unknown",
        Convert.ToString(row.GetValue(5), CultureInfo.InvariantCulture) ?? "unknown");
}
