using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Somebody other than who reported an outcome checks it (核查).</summary>
internal static class VerifyOutcome
{
    internal sealed record Body(
        [property: Description("False sends the case back for another work order; the note then says why.")] bool Passed,
        [property: Description("At most 4,000 characters; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/verification", HandleAsync).RequireAuthorization(Policies.CasesVerify)
            .WithSummary("Verifies a reported outcome, or sends the case back.").WithTags("Cases").AnswersCommand();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(
            id, new Verify(http.CommandId(body.CommandId), body.Passed, body.Note), body.ExpectedVersion, user, Policies.CasesVerify, cancellationToken);
}
