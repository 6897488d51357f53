using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.WorkOrders;

/// <summary>Takes a work order back (撤单).</summary>
internal static class CancelOrder
{
    internal sealed record Body(
        [property: Description("A code of lower-case letters, such as 'sent_by_mistake'.")] string ReasonCode,
        [property: Description("At most 4,000 characters; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/work-orders/{id}/cancellation", HandleAsync).RequireAuthorization(Policies.WorkOrdersCreate)
            .WithSummary("Takes a work order back.").WithTags("Work orders").AnswersCommand();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(id, new CancelWorkOrder(http.CommandId(body.CommandId), id, body.ReasonCode, body.Note), body.ExpectedVersion, user, Policies.WorkOrdersCreate, cancellationToken);
}
