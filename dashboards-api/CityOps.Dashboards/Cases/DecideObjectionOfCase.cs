using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>Somebody uninvolved decides an objection (异议), with a written answer.</summary>
internal static class DecideObjectionOfCase
{
    internal sealed record Body(
        bool Upheld,
        [property: Description("The written answer; at most 4,000 characters.")] string Answer,
        [property: Description("What the visit is taken to have found, where upheld; 'not_found' where left out.")] CityOps.Contracts.Events.Outcome? CorrectedOutcome = null,
        [property: Description("One of the scenario's lawful reasons.")] string? LawfulReason = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/objection-decision", HandleAsync).RequireAuthorization(Policies.CasesVerify)
            .WithSummary("Decides the objection of whoever was visited; by somebody who acted nowhere in the case.").WithTags("Cases").AnswersCommand();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(id, new DecideObjection(http.CommandId(body.CommandId), body.Upheld, body.Answer, body.CorrectedOutcome, body.LawfulReason), body.ExpectedVersion, user, Policies.CasesVerify, cancellationToken);
}
