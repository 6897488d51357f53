using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>The arbiter names the unit whose the case is.</summary>
internal static class ArbitrateCase
{
    internal sealed record Body(
        [property: Description("The code of the unit.")] string Unit,
        [property: Description("Why it is theirs; at most 4,000 characters.")] string Note,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/arbitration", HandleAsync).RequireAuthorization(Policies.CasesArbitrate)
            .WithSummary("Decides whose the case is; that unit may not return it as another's.").WithTags("Cases").AnswersCommand();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(id, new Arbitrate(http.CommandId(body.CommandId), body.Unit, body.Note), body.ExpectedVersion, user, Policies.CasesArbitrate, cancellationToken);
}
