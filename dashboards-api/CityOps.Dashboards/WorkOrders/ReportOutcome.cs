using System.ComponentModel;
using System.Security.Claims;
using CityOps.Casework.Commands;
using CityOps.Contracts.Events;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Photos;
using CityOps.Dashboards.Problems;
using CityOps.Dashboards.Reveals;
using CityOps.Identity.Photos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.WorkOrders;

/// <summary>The person sent reports what the visit found; it becomes a label that models learn from.</summary>
internal static class ReportOutcome
{
    internal sealed record Body(
        [property: Description("'confirmed', 'not_found', 'no_entry' or 'other_violation', as the scenario lists them in /api/v1/meta.")] string Outcome,
        [property: Description("0 to 1,000.")] long? PeopleFound = null,
        [property: Description("0 to 100: rooms in which somebody sleeps.")] long? RoomsUsed = null,
        [property: Description("One of the outcome's codes, such as 'fire_hazard', as the case lists them (now.outcome_codes); needed for 'other_violation'.")] string? ViolationKind = null,
        [property: Description("One of the scenario's lawful reasons, where that is why nothing was wrong.")] string? LawfulReason = null,
        [property: Description("Answers by the code of the checklist's item: yes, no or not_applicable.")] IReadOnlyDictionary<string, string>? Checklist = null,
        [property: Description("References: photos of this order as sha256:HASH, media of terminals and cameras as media:ID, and papers.")] IReadOnlyList<string>? Evidence = null,
        [property: Description("At most 4,000 characters; stays in casework.")] string? Note = null,
        [property: Description("Made by the client, once for each intent: sending it again changes nothing more. Left out, every request is an intent of its own.")] Guid? CommandId = null,
        [property: Description("The case's version you saw; left out, the case is taken as it is.")] long? ExpectedVersion = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/work-orders/{id}/outcome", HandleAsync).RequireAuthorization(Policies.WorkOrdersOutcome)
            .WithSummary("Reports what the visit found.").WithTags("Work orders").AnswersCommand().ForAssignee();

    private static async Task<IResult> HandleAsync(
        string id, Body body, HttpContext http, ICaseCommands commands, IPhotoVault photos, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (!Words.TryParse<Outcome>(body.Outcome, out var outcome))
        {
            return Invalid.Field("outcome", body.Outcome, $"Choose one of: {string.Join(", ", Words.AllOf<Outcome>())}.");
        }

        if (await photos.FirstUnknownAsync([id], body.Evidence ?? [], cancellationToken) is { } unknown)
        {
            return Invalid.Field("evidence", unknown, $"{id} has no photo of that hash. Send photos first: POST /api/v1/work-orders/{id}/photos.");
        }

        return await commands.GiveAsync(
            id,
            new RecordOutcome(http.CommandId(body.CommandId), id, outcome, body.PeopleFound, body.RoomsUsed, body.ViolationKind, body.LawfulReason, body.Note,
                body.Checklist is { Count: > 0 } answers ? string.Join(',', answers.Select(a => $"{a.Key}={a.Value}")) : null,
                body.Evidence is { Count: > 0 } refs ? string.Join(' ', refs) : null),
            body.ExpectedVersion,
            user,
            Policies.WorkOrdersOutcome,
            cancellationToken);
    }
}
