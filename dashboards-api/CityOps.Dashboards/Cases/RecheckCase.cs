using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Casework.Domain;
using CityOps.Casework.Queries;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Photos;
using CityOps.Dashboards.Problems;
using CityOps.Dashboards.Reveals;
using CityOps.Identity.Photos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Looks again, from the same angle as before (复查).</summary>
internal static class RecheckCase
{
    internal sealed record Body(
        bool Rectified,
        [property: Description("References of the pictures taken from the same angle: photos of the case's orders as sha256:HASH, media as media:ID.")] IReadOnlyList<string> Evidence,
        [property: Description("At most 4,000 characters; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/recheck", HandleAsync).RequireAuthorization(Policies.CasesRecheck)
            .WithSummary("Records whether the violation was set right.").WithTags("Cases").AnswersCommand();

    private static async Task<IResult> HandleAsync(
        string id, Body body, HttpContext http, ICaseCommands commands, ICaseQueries cases, IPhotoVault photos, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await cases.GetAsync(id, cancellationToken) is not { } found)
        {
            return TypedResults.Problem(title: "No such case", detail: $"There is no case '{id}'.", statusCode: StatusCodes.Status404NotFound);
        }

        if (Caller.ActingRole(user, Policies.CasesRecheck) is Roles.Inspector && !found.WorkOrders.Any(order => WentFor(order, user)))
        {
            return TypedResults.Problem(
                title: "Not your case", detail: $"No work order of {id} is yours or your unit's. Who was sent looks again, or a reviewer.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (await photos.FirstUnknownAsync(found.WorkOrders.Select(order => order.WorkOrderId), body.Evidence, cancellationToken) is { } unknown)
        {
            return Invalid.Field("evidence", unknown, $"No work order of {id} has a photo of that hash. Who was sent adds photos first: POST /api/v1/work-orders/ID/photos.");
        }

        return await commands.GiveAsync(
            id, new Recheck(http.CommandId(body.CommandId), body.Rectified, string.Join(' ', body.Evidence), body.Note), body.ExpectedVersion, user, Policies.CasesRecheck, cancellationToken);
    }

    // Neither given back nor taken back.
    private static bool WentFor(WorkOrderView order, ClaimsPrincipal user) =>
        order.Status is not (WorkOrderStatus.Returned or WorkOrderStatus.Cancelled)
        && (Assignment.MayActOn(order, user) || string.Equals(order.SecondOfficer, Caller.NameOf(user), StringComparison.Ordinal));
}
