using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Hands a case that was not set right on to the penalty file or the court.</summary>
internal static class FilePenaltyForCase
{
    internal sealed record Body(
        [property: Description("'penalty' or 'court'.")] string Forum,
        [property: Description("At most 64 characters.")] string FileNumber,
        [property: Description("At most 4,000 characters; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/penalty-file", HandleAsync).RequireAuthorization(Policies.CasesVerify)
            .WithSummary("Names the penalty or court file of a case that was not set right.").WithTags("Cases").AnswersCommand();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(id, new FilePenalty(http.CommandId(body.CommandId), body.Forum, body.FileNumber, body.Note), body.ExpectedVersion, user, Policies.CasesVerify, cancellationToken);
}
