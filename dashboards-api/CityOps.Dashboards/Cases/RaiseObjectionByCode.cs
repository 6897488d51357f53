using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Accounts;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.WorkOrders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Whoever was visited objects (异议) by the code on the slip the visit left; a clerk or the 12345 line enters it.</summary>
internal static class RaiseObjectionByCode
{
    internal sealed record Body(
        [property: Description("The code on the visit slip, such as 'WO-0123456789AB-1-7KQ2M9'.")] string Code,
        [property: Description("What the objection says; at most 4,000 characters; stays in casework.")] string Words,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/objections", HandleAsync).RequireAuthorization(Policies.ObjectionsRaise).RequireRateLimiting(RateLimits.SlipCodes)
            .WithSummary("Enters an objection by the code on the visit slip.").WithTags("Cases").AnswersCommand().ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> HandleAsync(Body body, HttpContext http, VisitSlips slips, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        slips.WorkOrderOf(body.Code) is { } order
            ? await http.WhyNotAsync(order)
                ?? await commands.GiveAsync(order, new RaiseObjection(http.CommandId(body.CommandId), body.Words), body.ExpectedVersion, user, Policies.ObjectionsRaise, cancellationToken)
            : TypedResults.Problem(title: "No such code", detail: "The code is not one of a visit slip. Read it again: it begins with WO-.", statusCode: StatusCodes.Status404NotFound);
}
