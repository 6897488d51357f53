using System.Security.Claims;
using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Problems;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CityOps.Dashboards.Cases;

/// <summary>Whoever decides a household's case has opened its evidence before: a list of numbers decides about nobody's home (PIPL article 24). The audit log knows who opened what.</summary>
internal sealed class EvidenceFirst(ICaseworkDbFactory databases, CaseElements elements, IAuditLog audit, TimeProvider clock, IOptions<DashboardsOptions> options)
{
    /// <summary>Longer ago, and it may tell something else by now.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    /// <summary>Null where the caller may decide.</summary>
    public async Task<IResult?> WhyNotAsync(string caseId, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (!options.Value.Dashboards.EvidenceFirst)
        {
            return null;
        }

        await using var casework = databases.Create();
        var found = await casework.Cases.AsNoTracking().Where(c => c.CaseId == caseId).Select(c => new { c.Scenario, c.Stage, GoesOnAs = c.MergedInto ?? c.CaseId }).FirstOrDefaultAsync(cancellationToken);
        if (found is null || !elements.TryGet(found.Scenario, out var part) || part.SubjectKind is not SubjectKind.Dwelling
            || await audit.HappenedAsync(Caller.NameOf(user), AuditAction.CaseOpened, found.GoesOnAs, clock.GetUtcNow() - Fresh, cancellationToken))
        {
            return null;
        }

        return TypedResults.Problem(
            title: "Open the evidence first",
            detail: $"{Caller.NameOf(user)} has not opened the evidence of {found.GoesOnAs} within 24 hours. A household's case is decided by whoever has seen it: open it (GET /api/v1/cases/{found.GoesOnAs}), then decide.",
            statusCode: StatusCodes.Status409Conflict,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["reason"] = "not_opened", ["stage"] = Words.Of(found.Stage), ["allowed"] = Array.Empty<string>() });
    }
}
