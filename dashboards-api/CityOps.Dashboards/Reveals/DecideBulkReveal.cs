using System.ComponentModel;
using System.Security.Claims;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Reveals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CityOps.Dashboards.Reveals;

/// <summary>The second pair of eyes: somebody else than who asked allows or refuses a bulk request. They see no address.</summary>
internal static class DecideBulkReveal
{
    internal sealed record Body(
        [property: Description("'allow' or 'refuse'.")] string? Decision = null,
        [property: Description("Why, in your own words; it goes into the audit log.")] string? Reason = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reveals/waiting", WaitingAsync).RequireAuthorization(Policies.RevealApprove)
            .WithSummary("Bulk requests that wait for a second person, without any address.").WithTags("Reveals").Produces<IReadOnlyList<BulkReveals.View>>();
        routes.MapPost("/reveals/bulk/{id}/decision", DecideAsync).RequireAuthorization(Policies.RevealApprove).ByAPerson(CaseGate.PersonDecides)
            .WithSummary("Allows or refuses somebody else's bulk request; audited.").WithTags("Reveals")
            .Produces<BulkReveals.View>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> WaitingAsync([FromServices] IRevealLedger ledger, [FromServices] TimeProvider time, HttpContext http, CancellationToken cancellationToken)
    {
        var shown = new List<BulkReveals.View>();
        foreach (var bulk in await ledger.WaitingAsync(cancellationToken))
        {
            if (await IsOfDeskAsync(bulk, http))
            {
                shown.Add(BulkReveals.Show(bulk, time.GetUtcNow(), []));
            }
        }

        return TypedResults.Ok(shown);
    }

    // A request that reaches into another town is decided by a desk of the district.
    private static async Task<bool> IsOfDeskAsync(BulkReveal bulk, HttpContext http)
    {
        foreach (var id in bulk.Grants.Select(g => g.CaseId).Distinct(StringComparer.Ordinal))
        {
            if (!await http.AllowsAsync(id))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<IResult> DecideAsync(
        string id, Body body, [FromServices] IRevealLedger ledger, [FromServices] TimeProvider time, HttpContext http, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (body.Decision is not ("allow" or "refuse"))
        {
            return Invalid.Field("decision", body.Decision, "Choose 'allow' or 'refuse'.");
        }

        if (body.Reason?.Trim() is not { Length: >= RevealAnswers.ShortestReason } reason)
        {
            return Invalid.Field("reason", body.Reason, $"Say in at least {RevealAnswers.ShortestReason} characters why.");
        }

        if (await ledger.FindBulkAsync(id, cancellationToken) is not { } bulk || !await IsOfDeskAsync(bulk, http))
        {
            return RevealAnswers.NoSuchReveal(id);
        }

        if (string.Equals(bulk.RequestedBy, Caller.NameOf(user), StringComparison.Ordinal))
        {
            return TypedResults.Problem(
                title: "Your own request", detail: "A second person has to decide it.", statusCode: StatusCodes.Status403Forbidden);
        }

        if (bulk.Allowed is not null)
        {
            return TypedResults.Problem(title: "Decided already", detail: $"{bulk.DecidedBy} decided it at {bulk.DecidedAt:O}.", statusCode: StatusCodes.Status409Conflict);
        }

        var decision = new BulkDecision(Caller.NameOf(user), Caller.ActingRole(user, Policies.RevealApprove), body.Decision is "allow", reason);
        return TypedResults.Ok(BulkReveals.Show(await ledger.DecideAsync(id, decision, cancellationToken), time.GetUtcNow(), []));
    }
}
