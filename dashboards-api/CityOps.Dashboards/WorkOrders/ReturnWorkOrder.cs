using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Reveals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Command = CityOps.Casework.Commands.ReturnWorkOrder;

namespace CityOps.Dashboards.WorkOrders;

/// <summary>The person sent gives an order back, with a reason: it is not theirs to do (退单).</summary>
internal static class ReturnWorkOrder
{
    internal sealed record Body(
        [property: Description("One of the scenario's reasons, such as 'wrong_unit', as the case lists them (now.return_reasons).")] string ReasonCode,
        [property: Description("At most 4,000 characters. No names, no addresses.")] string? Note = null,
        [property: Description("Whose you think it is: a unit's code.")] string? SuggestedUnit = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/work-orders/{id}/return", HandleAsync).RequireAuthorization(Policies.WorkOrdersOutcome)
            .WithSummary("Gives a work order back: it must be dispatched anew.").WithTags("Work orders").AnswersCommand().ForAssignee();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(
            id,
            new Command(http.CommandId(body.CommandId), id, body.ReasonCode, body.Note, body.SuggestedUnit),
            body.ExpectedVersion,
            user,
            Policies.WorkOrdersOutcome,
            cancellationToken);
}
