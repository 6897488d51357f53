using System.ComponentModel;
using System.Globalization;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.MuckTruck;

/// <summary>Shows where every truck is, for the map.</summary>
internal static class ShowFleet
{
    private const int DefaultMinutes = 30;
    private const int MaxMinutes = 24 * 60;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/fleet", HandleAsync).RequireAuthorization(Policies.FleetRead)
            .WithSummary("The latest position of every truck seen within some minutes: place, course, speed, load and age.")
            .Produces<Fleet>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "minutes"), Description("How old a position may be, 1 to 1,440; 30 by default.")] string? minutes,
        FleetPositions positions,
        CancellationToken cancellationToken)
    {
        var within = DefaultMinutes;
        if (!string.IsNullOrEmpty(minutes)
            && !(int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out within) && within is >= 1 and <= MaxMinutes))
        {
            return Invalid.Field("minutes", minutes, $"Give a whole number from 1 to {MaxMinutes}.");
        }

        var fleet = await positions.LatestAsync(cancellationToken);
        return TypedResults.Ok(fleet with { Trucks = [.. fleet.Trucks.Where(truck => truck.AgeSeconds <= within * 60)] });
    }
}
