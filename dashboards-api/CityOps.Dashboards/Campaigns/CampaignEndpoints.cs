using System.ComponentModel;
using System.Security.Claims;
using System.Text;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.OpenApi;
using CityOps.Dashboards.Storage;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Campaigns;

/// <summary>
/// Campaigns (专项整治): a list of cases that is frozen before it begins, teams, dates, and a result sheet. A list sends nobody anywhere: every household
/// case on it is reviewed and dispatched one by one as ever.
/// </summary>
internal static class CampaignEndpoints
{
    internal sealed record Campaign(
        string CampaignId, string Name, string Scenario, string Purpose, DateTimeOffset StartsAt, DateTimeOffset EndsAt, IReadOnlyList<string> Teams, string CreatedBy,
        DateTimeOffset CreatedAt, DateTimeOffset? FrozenAt, string? FrozenBy, string? TargetsHash, int Targets);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/campaigns").WithTags("Campaigns");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.ShiftsRead).WithSummary("Campaigns, the latest first.").Produces<IReadOnlyList<Campaign>>();
        group.MapGet("/{id}", ShowAsync).RequireAuthorization(Policies.ShiftsRead).WithSummary("One campaign.").Produces<Campaign>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{id}/results", ResultsAsync).RequireAuthorization(Policies.IndicatorCases)
            .WithSummary("The result sheet: each case before and after, totals, and indicators of the towns before, during and after; 'format=csv' for the rows alone.")
            .Produces<CampaignSheet>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .GivesFile(StatusCodes.Status200OK, "text/csv");
        PlanCampaign.Map(group);
        FreezeCampaign.Map(group);
    }

    internal static Campaign Of(CampaignRow c, int targets) => new(
        c.CampaignId, c.Name, c.Scenario, c.Purpose, c.StartsAt, c.EndsAt, c.Teams.Split(','), c.CreatedBy, c.CreatedAt, c.FrozenAt, c.FrozenBy, c.TargetsHash, targets);

    internal static ProblemHttpResult Missing(string id) => TypedResults.Problem(
        title: "No such campaign", detail: $"There is no campaign '{id}'; GET /api/v1/campaigns lists them.", statusCode: StatusCodes.Status404NotFound);

    internal static ProblemHttpResult Conflict(string detail) =>
        TypedResults.Problem(title: "The campaign does not allow this where it stands", detail: detail, statusCode: StatusCodes.Status409Conflict);

    private static async Task<Ok<List<Campaign>>> ListAsync(IOperationsDbFactory databases, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var counts = await TargetsOf(db, user).GroupBy(t => t.CampaignId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        return TypedResults.Ok((await db.Campaigns.AsNoTracking().OrderByDescending(c => c.StartsAt).ToListAsync(cancellationToken))
            .ConvertAll(c => Of(c, counts.GetValueOrDefault(c.CampaignId))));
    }

    private static async Task<IResult> ShowAsync(string id, IOperationsDbFactory databases, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        return await db.Campaigns.FindAsync([id], cancellationToken) is { } row
            ? TypedResults.Ok(Of(row, await TargetsOf(db, user).CountAsync(t => t.CampaignId == id, cancellationToken)))
            : Missing(id);
    }

    private static async Task<IResult> ResultsAsync(
        string id, [FromQuery(Name = "format"), Description("'json' (the default) or 'csv'.")] string? format, IOperationsDbFactory databases, CampaignSheets sheets,
        IAuditLog audit, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        if (await db.Campaigns.FindAsync([id], cancellationToken) is not { } row)
        {
            return Missing(id);
        }

        if (row.FrozenAt is null)
        {
            return Conflict("Its list is not frozen yet, so that it has no results.");
        }

        var sheet = await sheets.MakeAsync(row, CaseGate.TownsOfDesk(user), cancellationToken);
        if (!string.Equals(format, "csv", StringComparison.Ordinal))
        {
            return TypedResults.Ok(sheet);
        }

        await audit.AppendAsync(
            new AuditEvent(Caller.NameOf(user), Caller.ActingRole(user, Policies.IndicatorCases), AuditAction.Exported, $"campaign {id}.csv", ""), cancellationToken);
        return TypedResults.File(Encoding.UTF8.GetBytes('\uFEFF' + CampaignSheets.Csv(sheet)), "text/csv; charset=utf-8", $"{id}.csv");
    }

    // A desk of some towns counts and sees its own part of a list.
    private static IQueryable<CampaignTargetRow> TargetsOf(OperationsDb db, ClaimsPrincipal user)
    {
        var towns = CaseGate.TownsOfDesk(user);
        return db.CampaignTargets.AsNoTracking().Where(t => towns.Count == 0 || towns.Contains(t.Town!));
    }
}
