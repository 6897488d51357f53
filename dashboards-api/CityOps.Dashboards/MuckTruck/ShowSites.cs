using System.ComponentModel;
using System.Globalization;
using CityOps.Dashboards.Problems;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.MuckTruck;

/// <summary>Shows the sites near a place that were valid at an instant: what the picture of a track is drawn over.</summary>
internal static class ShowSites
{
    /// <summary>As far as a picture around a stop reaches, metres.</summary>
    private const double RadiusM = 10_000;

    internal sealed record Sites(IReadOnlyList<Site> Near);

    /// <param name="PolygonWkt">WGS-84 degrees, longitude first.</param>
    internal sealed record Site(string SiteId, string Name, string Kind, string PolygonWkt);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sites", HandleAsync)
            .WithSummary("The sites within 10 km of a place that were valid at an instant.")
            .Produces<Sites>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "lon"), Description("WGS-84 degrees.")] string? lon,
        [FromQuery(Name = "lat"), Description("WGS-84 degrees.")] string? lat,
        [FromQuery(Name = "at"), Description("RFC 3339.")] string? at,
        [FromServices] IWarehouse warehouse,
        CancellationToken cancellationToken)
    {
        var (isLon, isLat, isAt) = (TryDegrees(lon, 180, out var east), TryDegrees(lat, 90, out var north), Instants.TryParse(at, out var instant));
        if (!isLon || !isLat || !isAt)
        {
            return Invalid.Those((isLon, "lon", lon, "Give degrees from -180 to 180."), (isLat, "lat", lat, "Give degrees from -90 to 90."), (isAt, "at", at, Instants.WayOut));
        }

        var parameters = new WarehouseParameters { ["lon"] = east, ["lat"] = north, ["at"] = instant.UtcDateTime, ["radius_m"] = RadiusM };
        var near = new List<Site>();
        await foreach (var site in warehouse.QueryAsync(
            DashboardsSql.Read("MuckTruck.SitesNear"),
            parameters,
            row => new Site(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)),
            cancellationToken))
        {
            near.Add(site);
        }

        return TypedResults.Ok(new Sites(near));
    }

    private static bool TryDegrees(string? text, double limit, out double degrees) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= limit;
}
