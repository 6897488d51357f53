using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Problems;
using CityOps.Identity;
using CityOps.Identity.Audit;
using CityOps.Identity.Reveals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Reveals;

/// <summary>Many addresses at once, such as a day's round: asked for with a reason, and shown only after a second person allowed it.</summary>
internal static class BulkReveals
{
    internal sealed record Body(
        [property: Description("Your own open work orders.")] IReadOnlyList<string>? WorkOrders = null,
        [property: Description("Why they are needed together; it goes into the audit log.")] string? Reason = null,
        [property: Description("'visit' (the default) or 'notice'. Contacts are never shown in bulk.")] string? Purpose = null);

    /// <param name="State">'waiting', 'allowed', 'refused' or 'expired'.</param>
    /// <param name="Revealed">The addresses, once allowed, to who asked.</param>
    internal sealed record View(
        string BulkId, string State, string RequestedBy, RevealPurpose Purpose, string Reason, DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt,
        DateTimeOffset? ExpiresAt, IReadOnlyList<string> WorkOrders, IReadOnlyList<RevealAnswers.Revealed> Revealed);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/reveals/bulk", AskAsync).RequireAuthorization(Policies.Reveal).ByAPerson(CaseGate.PersonDecides)
            .WithSummary("Asks for the addresses of several of your work orders; a second person has to allow it.").WithTags("Reveals")
            .Produces<View>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        routes.MapGet("/reveals/bulk/{id}", ReadAsync).RequireAuthorization(Policies.Reveal)
            .WithSummary("Your bulk request: whether it was decided, and the addresses until they expire; each time is audited.").WithTags("Reveals")
            .Produces<View>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    public static View Show(BulkReveal bulk, DateTimeOffset now, IReadOnlyList<RevealAnswers.Revealed> revealed)
    {
        var expires = bulk.Grants.Count > 0 ? bulk.Grants[0].ExpiresAt : null;
        var state = bulk.Allowed switch
        {
            null => "waiting",
            false => "refused",
            true => now < expires ? "allowed" : "expired",
        };
        return new View(
            bulk.BulkId, state, bulk.RequestedBy, bulk.Purpose, bulk.Reason, bulk.RequestedAt, bulk.DecidedBy, bulk.DecidedAt, expires,
            [.. bulk.Grants.Select(g => g.WorkOrderId)], revealed);
    }

    private static async Task<IResult> AskAsync(
        Body body,
        [FromServices] Assignments assignments,
        [FromServices] IRevealLedger ledger,
        [FromServices] IAuditLog audit,
        [FromServices] IOptions<IdentityOptions> options,
        [FromServices] TimeProvider time,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        if (RevealAnswers.Refuse(body.Purpose, body.Reason, out var purpose, out var reason) is { } invalid)
        {
            return invalid;
        }

        var most = options.Value.Reveal.MostInBulk;
        string[] orders = [.. (body.WorkOrders ?? []).Distinct(StringComparer.Ordinal)];
        if (orders.Length == 0 || orders.Length > most)
        {
            return Invalid.Field("work_orders", orders.Length, $"Name 1 to {most} work orders.");
        }

        if (purpose is RevealPurpose.Appointment)
        {
            return Invalid.Field("purpose", body.Purpose, "Contacts are never shown in bulk: choose 'visit' or 'notice'.");
        }

        var dwellings = new List<(string, string, ulong)>();
        foreach (var id in orders)
        {
            if (await assignments.FindAsync(id, cancellationToken) is not { } assignment)
            {
                return RevealAnswers.NoSuchOrder(id);
            }

            if (assignment.DwellingKey == 0)
            {
                return RevealAnswers.NoHousehold(assignment.Case.Case.CaseId);
            }

            if (!assignment.IsOf(user))
            {
                await audit.AuditRefusalAsync(user, assignment, "not the person it was given to (bulk)", cancellationToken);
                return RevealAnswers.NotYours(id);
            }

            if (assignment.WhyClosed() is { } why)
            {
                await audit.AuditRefusalAsync(user, assignment, why, cancellationToken);
                return RevealAnswers.Closed($"{id}: {why}");
            }

            dwellings.Add((id, assignment.Case.Case.CaseId, assignment.DwellingKey));
        }

        var bulk = await ledger.RequestBulkAsync(
            new BulkRevealRequest(Caller.NameOf(user), Caller.ActingRole(user, Policies.Reveal), purpose, reason, dwellings), cancellationToken);
        return TypedResults.Accepted($"/api/v1/reveals/bulk/{bulk.BulkId}", Show(bulk, time.GetUtcNow(), []));
    }

    private static async Task<IResult> ReadAsync(
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
        var bulk = await ledger.FindBulkAsync(id, cancellationToken);
        if (bulk is null || !string.Equals(bulk.RequestedBy, Caller.NameOf(user), StringComparison.Ordinal))
        {
            return RevealAnswers.NoSuchReveal(id);
        }

        context.Response.Headers.CacheControl = "no-store";
        var revealed = new List<RevealAnswers.Revealed>();
        if (bulk.Allowed is true)
        {
            foreach (var grant in bulk.Grants.Where(g => time.GetUtcNow() < g.ExpiresAt))
            {
                // What was reported, returned or given to another since is left out.
                if (await assignments.FindAsync(grant.WorkOrderId, cancellationToken) is { } assignment && assignment.IsOf(user) && assignment.WhyClosed() is null)
                {
                    await audit.AppendAsync(
                        new AuditEvent(
                            grant.Actor, Caller.ActingRole(user, Policies.Reveal), AuditAction.VaultOpened,
                            FormattableString.Invariant($"{grant.DwellingKey}"), $"{grant.WorkOrderId} {Words.Of(grant.Purpose)} {grant.RevealId} of bulk {id}: {bulk.Reason}"),
                        cancellationToken);
                    revealed.Add(await vault.OpenAsync(grant, cancellationToken));
                }
            }
        }

        return TypedResults.Ok(Show(bulk, time.GetUtcNow(), revealed));
    }
}
