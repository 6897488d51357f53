using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>The notice to set it right goes out (责令改正).</summary>
internal static class OrderRectificationOfCase
{
    internal sealed record Body(
        [property: Description("The code of the notice's template, such as 'rectification'.")] string NoticeCode,
        [property: Description("When it is looked at again, with an offset, at most 366 days ahead.")] DateTimeOffset DueAt,
        [property: Description("At most 4,000 characters; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, the header Idempotency-Key; without both, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/rectification", HandleAsync).RequireAuthorization(Policies.CasesVerify)
            .WithSummary("Orders a verified violation to be set right by a deadline.").WithTags("Cases").AnswersCommand();

    private static Task<IResult> HandleAsync(string id, Body body, HttpContext http, ICaseCommands commands, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        commands.GiveAsync(id, new OrderRectification(http.CommandId(body.CommandId), body.NoticeCode, body.DueAt, body.Note), body.ExpectedVersion, user, Policies.CasesVerify, cancellationToken);
}
