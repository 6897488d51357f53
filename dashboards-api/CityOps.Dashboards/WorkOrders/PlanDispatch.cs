using System.ComponentModel;
using CityOps.Casework.Dispatch;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.WorkOrders;

/// <summary>Who is on duty with what they carry, and whom CityOps proposes for a case. A person decides.</summary>
internal static class PlanDispatch
{
    internal sealed record OnDuty(IReadOnlyList<InspectorOnDuty> Inspectors);

    internal sealed record Proposed(IReadOnlyList<Proposal> Proposals);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inspectors/on-duty", OnDutyAsync).RequireAuthorization(Policies.DispatchPlan)
            .WithSummary("Who is on duty now, with their open and overdue orders.").WithTags("Work orders").Produces<OnDuty>();
        routes.MapGet("/cases/{id}/dispatch-proposal", ProposeAsync).RequireAuthorization(Policies.DispatchPlan)
            .WithSummary("Whom to send, the best first, by authority, grid cell, unit, skill and load.").WithTags("Work orders")
            .Produces<Proposed>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> OnDutyAsync(DispatchDesk desk, CancellationToken cancellationToken) =>
        TypedResults.Ok(new OnDuty(await desk.OnDutyAsync(cancellationToken)));

    private static async Task<IResult> ProposeAsync(
        string id, [FromQuery(Name = "enforcement"), Description("True: only who may enforce.")] bool? enforcement, DispatchDesk desk, CancellationToken cancellationToken) =>
        await desk.ProposeAsync(id, enforcement is true, cancellationToken) is { } proposals
            ? TypedResults.Ok(new Proposed(proposals))
            : TypedResults.Problem(title: "No such case", detail: $"There is no case '{id}'.", statusCode: StatusCodes.Status404NotFound);
}
