using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Another case tells the same story: this one goes on there.</summary>
internal static class MergeCase
{
    internal sealed record Body(
        [property: Description("The open case of the same scenario that goes on.")] string IntoCaseId,
        [property: Description("At most 4,000 characters; needed, 4 at least, where a household's case goes into another dwelling's; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/merge", HandleAsync).RequireAuthorization(Policies.CasesTriage)
            .WithSummary("Merges the case into another; its id leads there from now on.").WithTags("Cases").AnswersCommand();

    private static async Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await http.AllowsAsync(body.IntoCaseId)
            ? await commands.GiveAsync(id, new MergeInto(http.CommandId(body.CommandId), body.IntoCaseId, body.Note), body.ExpectedVersion, user, Policies.CasesTriage, cancellationToken)
            : TypedResults.Problem(title: "Not found", detail: $"There is no '{body.IntoCaseId}' in the towns of your account.", statusCode: StatusCodes.Status404NotFound);
}
