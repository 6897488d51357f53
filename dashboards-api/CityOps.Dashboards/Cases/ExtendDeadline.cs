using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Moves the deadline of the work order back (延期).</summary>
internal static class ExtendDeadline
{
    internal sealed record Body(
        [property: Description("A code of lower-case letters, such as 'appointment_made'.")] string ReasonCode,
        [property: Description("With an offset, after the present deadline, at most 366 days ahead.")] DateTimeOffset DueAt,
        [property: Description("At most 4,000 characters; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/extension", HandleAsync).RequireAuthorization(Policies.CasesVerify)
            .WithSummary("Moves the deadline of the open work order back.").WithTags("Cases").AnswersCommand();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(id, new Extend(http.CommandId(body.CommandId), body.ReasonCode, body.DueAt, body.Note), body.ExpectedVersion, user, Policies.CasesVerify, cancellationToken);
}
