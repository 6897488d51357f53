using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Takes an ended case up again; it must be reviewed anew.</summary>
internal static class ReopenCase
{
    internal sealed record Body(
        [property: Description("A code of lower-case letters, such as 'relapse'.")] string ReasonCode,
        [property: Description("At most 4,000 characters; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/reopening", HandleAsync).RequireAuthorization(Policies.CasesVerify)
            .WithSummary("Reopens a closed or dismissed case.").WithTags("Cases").AnswersCommand();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(id, new Reopen(http.CommandId(body.CommandId), body.ReasonCode, body.Note), body.ExpectedVersion, user, Policies.CasesVerify, cancellationToken);
}
