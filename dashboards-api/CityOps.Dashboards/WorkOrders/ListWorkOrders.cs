using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using CityOps.Casework.Elements;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.WorkOrders;

/// <summary>Lists work orders by deadline or distance; an inspector gets their own and no other.</summary>
internal static class ListWorkOrders
{
    private const int DefaultLimit = 200;
    private const int MaxLimit = 500;

    internal sealed class Query
    {
        [FromQuery(Name = "mine"), Description("'true' for the caller's own; an inspector gets no others.")]
        public string? Mine { get; init; }

        [FromQuery(Name = "state"), Description("'open' (the default) or 'all'.")]
        public string? State { get; init; }

        [FromQuery(Name = "town"), Description("The case's town.")]
        public string? Town { get; init; }

        [FromQuery(Name = "unit"), Description("The unit that was sent.")]
        public string? Unit { get; init; }

        [FromQuery(Name = "scenario"), Description("A scenario's name, such as 'group-rental'.")]
        public string? Scenario { get; init; }

        [FromQuery(Name = "lon"), Description("Where you are, WGS-84 degrees; with 'lat', the nearest come first. It is not kept.")]
        public double? Lon { get; init; }

        [FromQuery(Name = "lat"), Description("See 'lon'.")]
        public double? Lat { get; init; }

        [FromQuery(Name = "limit"), Description("1 to 500; 200 by default.")]
        public string? Limit { get; init; }
    }

    internal sealed record Answer(IReadOnlyList<WorkOrderSummary> Orders);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/work-orders", HandleAsync).RequireAuthorization(Policies.WorkOrdersRead)
            .WithSummary("Lists work orders; the nearest deadline first, or the nearest place.").WithTags("Work orders")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [AsParameters] Query query, IWorkOrderQueries orders, VisitSlips slips, ClaimsPrincipal user, CaseElements elements, TimeProvider time, CancellationToken cancellationToken)
    {
        if (query.State is not (null or "" or "open" or "all"))
        {
            return Invalid.Field("state", query.State, "Choose 'open' or 'all'.");
        }

        if (query.Mine is not (null or "" or "true" or "false"))
        {
            return Invalid.Field("mine", query.Mine, "Choose 'true' or 'false'.");
        }

        var most = DefaultLimit;
        if (!string.IsNullOrEmpty(query.Limit) && !(int.TryParse(query.Limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) && most is >= 1 and <= MaxLimit))
        {
            return Invalid.Field("limit", query.Limit, $"Give a whole number from 1 to {MaxLimit}.");
        }

        if (query.Lon is < -180 or > 180 || query.Lat is < -90 or > 90)
        {
            return Invalid.Field("lon, lat", $"{query.Lon}, {query.Lat}", "Give degrees, -180 to 180 and -90 to 90.");
        }

        var mine = CallerScope.Of(user, elements, time) ?? (query.Mine is "true" ? CallerScope.Mine(user, elements, time) : null);
        var filter = new WorkOrderFilter(
            mine, query.State is not "all", query.Town, query.Unit, query.Scenario, query is { Lon: { } lon, Lat: { } lat } ? (lon, lat) : null, most);
        var found = await orders.ListAsync(filter, cancellationToken);
        return TypedResults.Ok(new Answer([.. found.Select(o => o with { SlipCode = slips.CodeOf(o.WorkOrderId) })]));
    }
}
