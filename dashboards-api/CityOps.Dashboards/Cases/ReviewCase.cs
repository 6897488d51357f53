using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Cases;

/// <summary>A named reviewer confirms that a case deserves a visit, or dismisses it, with a reason.</summary>
internal static class ReviewCase
{
    internal sealed record Body(
        [property: Description("'confirm' or 'dismiss'."), AllowedValues("confirm", "dismiss")] string Decision,
        [property: Description("One of the scenario's filing reasons (confirm) or dismiss reasons; see /api/v1/meta.")] string ReasonCode,
        [property: Description("At most 4,000 characters; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/cases/{id}/review", HandleAsync).RequireAuthorization(Policies.CasesReview)
            .WithSummary("Confirms that a case deserves a visit, or dismisses it; with a reason. A household's case only after the caller opened it.").WithTags("Cases").AnswersCommand();

    private static async Task<IResult> HandleAsync(
        string id, Body body, HttpContext http, ICaseCommands commands, EvidenceFirst evidence, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        Words.TryParse<ReviewDecision>(body.Decision, out var decision)
            ? await evidence.WhyNotAsync(id, user, cancellationToken) ?? await commands.GiveAsync(
                id, new Review(http.CommandId(body.CommandId), decision, body.ReasonCode, body.Note), body.ExpectedVersion, user, Policies.CasesReview, cancellationToken)
            : Invalid.Field("decision", body.Decision, $"Choose one of: {string.Join(", ", Words.AllOf<ReviewDecision>())}.");
}
