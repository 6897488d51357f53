using System.ComponentModel;
using System.Globalization;
using CityOps.Dashboards.Problems;
using CityOps.Pipelines.Trucks.Tracing;
using CityOps.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.MuckTruck;

/// <summary>Says which trucks came by a place, the likeliest source of what was found there first (溯源).</summary>
internal static class TraceTrucks
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    internal sealed record Trace(IReadOnlyList<Traced> Trucks);

    /// <param name="Score">0 to 1: an ordering, not a probability.</param>
    /// <param name="Loaded">The share of its positions there that said loaded; null where none said anything.</param>
    /// <param name="SpillSeen">How sure a camera is that it saw a spill there and then, 0 to 1; 0 where it saw one at another time only, null where none did.</param>
    internal sealed record Traced(
        string TruckId, double Score, IReadOnlyList<string> Reasons, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset NearestAt, double NearestM,
        long Positions, double? Loaded, double? LidOpen, double? MaxSpeedKmh, double? LostKg, double? SpillSeen);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/trace", HandleAsync)
            .WithSummary("The trucks that came within some metres of a place between two instants, at most 31 days apart, ranked with reasons.")
            .Produces<Trace>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "lon"), Description("WGS-84 degrees.")] string? lon,
        [FromQuery(Name = "lat"), Description("WGS-84 degrees.")] string? lat,
        [FromQuery(Name = "radius_m"), Description("1 to 5,000; 500 where it is not given.")] string? radius,
        [FromQuery(Name = "from"), Description("RFC 3339.")] string? from,
        [FromQuery(Name = "to"), Description("RFC 3339, exclusive: when it was found.")] string? to,
        [FromServices] IWarehouse warehouse,
        CancellationToken cancellationToken)
    {
        var (isLon, isLat) = (TryNumber(lon, -180, 180, out var east), TryNumber(lat, -90, 90, out var north));
        if (!isLon || !isLat)
        {
            return Invalid.Those((isLon, "lon", lon, "Give degrees from -180 to 180."), (isLat, "lat", lat, "Give degrees from -90 to 90."));
        }

        if (!TryNumber(radius ?? "500", 1, TruckTrace.MaxRadiusM, out var metres))
        {
            return Invalid.Field("radius_m", radius, "Give metres from 1 to 5000.");
        }

        var (isFrom, isTo) = (Instants.TryParse(from, out var start), Instants.TryParse(to, out var end));
        if (!isFrom || !isTo)
        {
            return Invalid.Those((isFrom, "from", from, Instants.WayOut), (isTo, "to", to, Instants.WayOut));
        }

        if (end <= start || end - start > Longest)
        {
            return Invalid.Field("to", to, "It must lie after 'from', by at most 31 days.");
        }

        var traced = await TruckTrace.FindAsync(warehouse, new TraceRequest(east, north, metres, start, end), cancellationToken);
        return TypedResults.Ok(new Trace([.. traced.Select(Of)]));
    }

    private static Traced Of(TracedTruck traced)
    {
        var pass = traced.Pass;
        return new Traced(
            pass.TruckId, traced.Score, traced.Reasons, pass.FirstAt, pass.LastAt, pass.NearestAt, pass.NearestM, pass.Positions, pass.Loaded, pass.LidOpen, pass.MaxSpeedKmh, pass.LostKg, pass.SpillSeen);
    }

    private static bool TryNumber(string? text, double least, double most, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
