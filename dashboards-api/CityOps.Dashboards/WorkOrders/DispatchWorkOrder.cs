using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Accounts;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.WorkOrders;

/// <summary>Sends somebody to look (派遣).</summary>
internal static class DispatchWorkOrder
{
    internal sealed record Body(
        [property: Description("The account of the person sent; this or 'unit', or both.")] string? Inspector = null,
        [property: Description("The code of the unit sent, such as 'grid_07'.")] string? Unit = null,
        [property: Description("When the outcome is due, with an offset, at most 366 days ahead; left out, the scenario's limit applies.")] DateTimeOffset? DueAt = null,
        [property: Description("What to look at; at most 4,000 characters. No names, no addresses.")] string? Instructions = null,
        [property: Description("The account of who goes along; needed for an enforcement step.")] string? SecondOfficer = null,
        [property: Description("An enforcement step: two officers.")] bool Enforcement = false,
        [property: Description("Units that assist, each with an order of its own; at most 10.")] IReadOnlyList<string>? AssistingUnits = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/work-orders", HandleAsync).RequireAuthorization(Policies.WorkOrdersCreate)
            .WithSummary("Creates a work order: somebody is sent to look.").WithTags("Work orders").AnswersCommand();

    private static async Task<IResult> HandleAsync(
        string id, Body body, HttpContext http, ICaseCommands commands, InspectorAccounts inspectors, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        foreach (var (field, name) in new[] { ("inspector", body.Inspector), ("second_officer", body.SecondOfficer) })
        {
            if (name is { Length: > 0 } && await inspectors.WhyUnknownAsync(name, cancellationToken) is { } unknown)
            {
                return TypedResults.Problem(title: "Nobody to send", detail: $"'{field}' is '{name}'. {unknown}", statusCode: StatusCodes.Status422UnprocessableEntity);
            }
        }

        return await commands.GiveAsync(
            id,
            new CreateWorkOrder(http.CommandId(body.CommandId), body.Inspector, body.Unit, body.DueAt, body.Instructions, body.SecondOfficer, body.Enforcement, body.AssistingUnits),
            body.ExpectedVersion,
            user,
            Policies.WorkOrdersCreate,
            cancellationToken);
    }
}
