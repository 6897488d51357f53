using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Reveals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Command = CityOps.Casework.Commands.AcceptWorkOrder;

namespace CityOps.Dashboards.WorkOrders;

/// <summary>The person sent says: I am on it.</summary>
internal static class AcceptWorkOrder
{
    internal sealed record Body(
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/work-orders/{id}/acceptance", HandleAsync).RequireAuthorization(Policies.WorkOrdersOutcome)
            .WithSummary("Accepts a work order: somebody is on it.").WithTags("Work orders").AnswersCommand().ForAssignee();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(
            id, new Command(http.CommandId(body.CommandId), id), body.ExpectedVersion, user, Policies.WorkOrdersOutcome, cancellationToken);
}
