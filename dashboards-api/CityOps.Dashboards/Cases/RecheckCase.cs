using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Looks again, from the same angle as before (复查).</summary>
internal static class RecheckCase
{
    internal sealed record Body(
        bool Rectified,
        [property: Description("References of the pictures taken from the same angle.")] IReadOnlyList<string> Evidence,
        [property: Description("At most 4,000 characters; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/recheck", HandleAsync).RequireAuthorization(Policies.CasesRecheck)
            .WithSummary("Records whether the violation was set right.").WithTags("Cases").AnswersCommand();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(id, new Recheck(http.CommandId(body.CommandId), body.Rectified, string.Join(' ', body.Evidence), body.Note), body.ExpectedVersion, user, Policies.CasesRecheck, cancellationToken);
}
