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

/// <summary>Shows again what was revealed, until it expires and while the dispatch stands; each time is audited.</summary>
internal static class ReadReveal
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/reveals/{id}", HandleAsync).RequireAuthorization(Policies.Reveal)
            .WithSummary("Shows your own reveal again until it expires; each time is audited.").WithTags("Reveals")
            .Produces<RevealAnswers.Revealed>().ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status410Gone);

    private static async Task<IResult> HandleAsync(
        string id,
        [FromServices] Assignments assignments,
        [FromServices] IRevealLedger ledger,
        [FromServices] IIdentityVault vault,
        [FromServices] IAuditLog audit,
        [FromServices] TimeProvider time,
        HttpContext context,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        // Somebody else's is as unknown as none.
        var grant = await ledger.FindAsync(id, cancellationToken);
        if (grant?.GrantedAt is null || !string.Equals(grant.Actor, Caller.NameOf(user), StringComparison.Ordinal))
        {
            return RevealAnswers.NoSuchReveal(id);
        }

        if (time.GetUtcNow() >= grant.ExpiresAt)
        {
            return RevealAnswers.Expired(id);
        }

        var assignment = await assignments.FindAsync(grant.WorkOrderId, cancellationToken);
        if (assignment is null || !assignment.IsOf(user) || assignment.WhyClosed() is not null)
        {
            return RevealAnswers.Closed(assignment?.WhyClosed() ?? $"{grant.WorkOrderId} is not yours any more.");
        }

        await audit.AppendAsync(
            new AuditEvent(
                grant.Actor, Caller.ActingRole(user, Policies.Reveal), AuditAction.VaultOpened,
                FormattableString.Invariant($"{grant.DwellingKey}"), $"{grant.WorkOrderId} {Problems.Words.Of(grant.Purpose)} {grant.RevealId}: shown again"),
            cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await vault.OpenAsync(grant, cancellationToken));
    }
}
