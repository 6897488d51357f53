using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Reveals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.WorkOrders;

/// <summary>Nobody opened (无人应答): the order stays open for another attempt.</summary>
internal static class RecordAttempt
{
    internal sealed record Body(
        [property: Description("References of photos, such as the closed door.")] IReadOnlyList<string>? Evidence = null,
        [property: Description("At most 4,000 characters; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/work-orders/{id}/attempts", HandleAsync).RequireAuthorization(Policies.WorkOrdersOutcome)
            .WithSummary("Records a visit without entry; the order stays open.").WithTags("Work orders").AnswersCommand().ForAssignee();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(id, new RecordOutcome(http.CommandId(body.CommandId), id, CityOps.Contracts.Events.Outcome.NoEntry, null, null, null, null, body.Note, null, string.Join(' ', body.Evidence ?? [])), body.ExpectedVersion, user, Policies.WorkOrdersOutcome, cancellationToken);
}
