using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.WorkOrders;

/// <summary>Lists work orders: an inspector's own round, or everybody's for who dispatches.</summary>
internal static class ListWorkOrders
{
    private const int DefaultLimit = 200;
    private const int MaxLimit = 500;

    internal sealed record Answer(IReadOnlyList<WorkOrderSummary> Orders);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/work-orders", HandleAsync).RequireAuthorization(Policies.WorkOrdersRead)
            .WithSummary("Lists work orders, the nearest deadline first; an inspector sees their own alone.").WithTags("Work orders")
            .Produces<Answer>().ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> HandleAsync(
        [FromQuery(Name = "mine"), Description("'true' for the caller's own; an inspector gets no others.")] string? mine,
        [FromQuery(Name = "state"), Description("'open' (the default: waiting or under way) or 'all'.")] string? state,
        [FromQuery(Name = "limit"), Description("1 to 500; 200 by default.")] string? limit,
        IWorkOrderQueries orders,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var wrong = new List<(string Field, object? Value, string WayOut)>();
        if (mine is not (null or "" or "true" or "false"))
        {
            wrong.Add(("mine", mine, "Choose 'true' or 'false'."));
        }

        if (state is not (null or "" or "open" or "all"))
        {
            wrong.Add(("state", state, "Choose 'open' or 'all'."));
        }

        var most = DefaultLimit;
        if (!string.IsNullOrEmpty(limit) && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) && most is >= 1 and <= MaxLimit))
        {
            wrong.Add(("limit", limit, $"Give a whole number from 1 to {MaxLimit}."));
        }

        if (wrong.Count > 0)
        {
            return Invalid.Fields(wrong);
        }

        var own = mine is "true" || !Caller.RolesOf(user).Any(Policies.RolesOf(Policies.WorkOrdersReadAll).Contains);
        var filter = new WorkOrderFilter(own ? Caller.NameOf(user) : null, OpenOnly: state is not "all", most);
        return TypedResults.Ok(new Answer(await orders.ListAsync(filter, cancellationToken)));
    }
}
