using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Takes a dismissal back, within ten minutes, by whoever made it.</summary>
internal static class UndoDismissalOfCase
{
    internal sealed record Body(
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/undo", HandleAsync).RequireAuthorization(Policies.CasesTriage)
            .WithSummary("Takes back a dismissal made by you in the last ten minutes.").WithTags("Cases").AnswersCommand();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(id, new UndoDismissal(http.CommandId(body.CommandId)), body.ExpectedVersion, user, Policies.CasesTriage, cancellationToken);
}
