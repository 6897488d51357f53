using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Identity;
using CityOps.Identity.Audit;
using CityOps.Identity.Reveals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Reveals;

/// <summary>Shows who was sent where to go: a reason is given, the audit log is written first, and the answer holds what the purpose allows.</summary>
internal static class RevealAddress
{
    internal sealed record Body(
        [property: Description("Why you need it, in your own words, at least 5 characters; it goes into the audit log.")] string? Reason = null,
        [property: Description("'visit' (address and place, the default), 'appointment' (address and contact; after an attempt without entry) or 'notice' (address).")] string? Purpose = null);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/work-orders/{id}/reveal", HandleAsync).RequireAuthorization(Policies.Reveal)
            .WithSummary("Opens the address behind a work order, to the person it was given to, for some minutes; audited.").WithTags("Reveals")
            .Produces<RevealAnswers.Revealed>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> HandleAsync(
        string id,
        Body body,
        [FromServices] Assignments assignments,
        [FromServices] IRevealLedger ledger,
        [FromServices] IIdentityVault vault,
        [FromServices] IAuditLog audit,
        HttpContext context,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        if (await assignments.FindAsync(id, cancellationToken) is not { } assignment)
        {
            return RevealAnswers.NoSuchOrder(id);
        }

        if (!assignment.IsOf(user))
        {
            await audit.AuditRefusalAsync(user, assignment, "not the person it was given to", cancellationToken);
            return RevealAnswers.NotYours(id);
        }

        if (assignment.DwellingKey == 0)
        {
            return RevealAnswers.NoHousehold(assignment.Case.Case.CaseId);
        }

        if (RevealAnswers.Refuse(body.Purpose, body.Reason, out var purpose, out var reason) is { } invalid)
        {
            return invalid;
        }

        if (WhyClosed(assignment, purpose) is { } why)
        {
            await audit.AuditRefusalAsync(user, assignment, why, cancellationToken);
            return RevealAnswers.Closed(why);
        }

        var grant = await ledger.GrantAsync(
            new RevealRequest(
                Caller.NameOf(user), Caller.ActingRole(user, Policies.Reveal), id, assignment.Case.Case.CaseId, assignment.DwellingKey, purpose, reason),
            cancellationToken);
        if (grant is null)
        {
            return TypedResults.Problem(
                title: "Too many for one person",
                detail: "You opened as many dwellings within 24 hours as one person may alone. Ask for the rest together, for a second person to allow: POST /api/v1/reveals/bulk.",
                statusCode: StatusCodes.Status429TooManyRequests);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await vault.OpenAsync(grant, cancellationToken));
    }

    private static string? WhyClosed(Assignment assignment, RevealPurpose purpose) => assignment.WhyClosed()
        ?? (purpose is RevealPurpose.Appointment && assignment.Order.Attempts == 0
            ? "A contact is shown only after an attempt without entry. Go there first: purpose 'visit'."
            : null);
}
