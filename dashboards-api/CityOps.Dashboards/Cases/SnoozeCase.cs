using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Puts a case out of sight until later.</summary>
internal static class SnoozeCase
{
    internal sealed record Body(
        [property: Description("With an offset, not after the deadline; left out, the case comes back at once.")] DateTimeOffset? Until = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/snooze", HandleAsync).RequireAuthorization(Policies.CasesTriage)
            .WithSummary("Puts a case out of sight until later; its deadline stays.").WithTags("Cases").AnswersCommand();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(id, new Snooze(http.CommandId(body.CommandId), body.Until), body.ExpectedVersion, user, Policies.CasesTriage, cancellationToken);
}
