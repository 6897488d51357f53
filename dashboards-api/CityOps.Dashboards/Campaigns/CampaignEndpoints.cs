using System.ComponentModel;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.OpenApi;
using CityOps.Dashboards.Problems;
using CityOps.Dashboards.Storage;
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
    private const int MaxTargets = 2_000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(183);

    internal sealed record Body(
        string Name, string Scenario, [property: Description("Why it is held, at most 1,000 characters.")] string Purpose, DateTimeOffset StartsAt,
        [property: Description("Exclusive, at most half a year after the start.")] DateTimeOffset EndsAt,
        [property: Description("Codes of the units that go out.")] IReadOnlyList<string> Teams);

    internal sealed record FreezeBody(
        [property: Description("The cases; left out, the open ones that the other fields describe.")] IReadOnlyList<string>? CaseIds = null,
        IReadOnlyList<string>? Towns = null, double MinScore = 0, [property: Description("1 to 2,000; the highest scores first.")] int Limit = 200);

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
        group.MapPost("/", CreateAsync).RequireAuthorization(Policies.CampaignsLead)
            .WithSummary("Plans a campaign.").Produces<Campaign>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("/{id}/freeze", FreezeAsync).RequireAuthorization(Policies.CampaignsLead)
            .WithSummary("Freezes the list of a campaign: it does not change any more.").Produces<Campaign>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

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
        string id, [FromQuery(Name = "format"), Description("'json' (the default) or 'csv'.")] string? format, IOperationsDbFactory databases, CampaignSheets sheets, ClaimsPrincipal user,
        CancellationToken cancellationToken)
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
        return string.Equals(format, "csv", StringComparison.Ordinal)
            ? TypedResults.File(Encoding.UTF8.GetBytes('\uFEFF' + CampaignSheets.Csv(sheet)), "text/csv; charset=utf-8", $"{id}.csv")
            : TypedResults.Ok(sheet);
    }

    private static async Task<IResult> CreateAsync(
        Body body, IOperationsDbFactory databases, CaseElements elements, TimeProvider time, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var wrong = Wrong(body, elements).ToList();
        if (wrong.Count > 0)
        {
            return Invalid.Fields(wrong);
        }

        var now = time.GetUtcNow();
        var row = new CampaignRow
        {
            CampaignId = "cp_" + Guid.CreateVersion7(now).ToString("N"),
            Name = body.Name,
            Scenario = body.Scenario,
            Purpose = body.Purpose,
            StartsAt = body.StartsAt.ToUniversalTime(),
            EndsAt = body.EndsAt.ToUniversalTime(),
            Teams = string.Join(',', body.Teams.Distinct(StringComparer.Ordinal)),
            CreatedBy = Caller.NameOf(user),
            CreatedAt = now,
        };
        await using var db = databases.Create();
        db.Campaigns.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/campaigns/{row.CampaignId}", Of(row, 0));
    }

    private static async Task<IResult> FreezeAsync(
        string id, FreezeBody body, IOperationsDbFactory databases, ICaseworkDbFactory casework, TimeProvider time, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (body.Limit is < 1 or > MaxTargets || body.CaseIds?.Count > MaxTargets)
        {
            return Invalid.Field("limit", body.Limit, $"A list holds 1 to {MaxTargets} cases.");
        }

        await using var db = databases.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync("campaign " + id, cancellationToken);
        if (await db.Campaigns.FindAsync([id], cancellationToken) is not { } row)
        {
            return Missing(id);
        }

        if (row.FrozenAt is not null)
        {
            return Conflict($"{row.FrozenBy} froze its list already. Plan another campaign for another list.");
        }

        var targets = await TargetsAsync(row, body, CaseGate.TownsOfDesk(user), casework, cancellationToken);
        if (targets.Count is 0 || (body.CaseIds is { } wanted && targets.Count != wanted.Distinct(StringComparer.Ordinal).Count()))
        {
            return Invalid.Field("case_ids", $"{targets.Count} found", $"Every case of the list must exist, in the towns of your account, and be of the scenario {row.Scenario}, and there must be one at least.");
        }

        db.CampaignTargets.AddRange(targets);
        (row.FrozenAt, row.FrozenBy, row.TargetsHash) = (time.GetUtcNow(), Caller.NameOf(user), HashOf(targets));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(Of(row, targets.Count));
    }

    // A desk of some towns counts and sees its own part of a list.
    private static IQueryable<CampaignTargetRow> TargetsOf(OperationsDb db, ClaimsPrincipal user)
    {
        var towns = CaseGate.TownsOfDesk(user);
        return db.CampaignTargets.AsNoTracking().Where(t => towns.Count == 0 || towns.Contains(t.Town!));
    }

    // Teams take turns down the list by score, so that each has its share of the likely ones.
    private static async Task<List<CampaignTargetRow>> TargetsAsync(
        CampaignRow row, FreezeBody body, IReadOnlyList<string> within, ICaseworkDbFactory casework, CancellationToken cancellationToken)
    {
        await using var cases = casework.Create();
        var (scenario, least) = (row.Scenario, body.MinScore);
        var all = cases.Cases.AsNoTracking().Where(c => c.Scenario == scenario && (within.Count == 0 || within.Contains(c.Town!)));
        string[] ids = [.. body.CaseIds ?? []];
        string[] towns = [.. body.Towns ?? []];
        var chosen = body.CaseIds is not null
            ? all.Where(c => ids.Contains(c.CaseId))
            : all.Where(c => c.IsOpen && c.Score >= least && (towns.Length == 0 || (c.Town != null && towns.Contains(c.Town))));
        var found = await chosen.OrderByDescending(c => c.Score).ThenBy(c => c.CaseId).Take(body.CaseIds is null ? body.Limit : MaxTargets)
            .Select(c => new { c.CaseId, c.Town, c.Stage, c.Score }).ToListAsync(cancellationToken);
        var teams = row.Teams.Split(',');
        return [.. found.Select((c, i) => new CampaignTargetRow
        {
            CampaignId = row.CampaignId,
            CaseId = c.CaseId,
            Team = teams[i % teams.Length],
            Town = c.Town,
            StageBefore = CityOps.Casework.Domain.Text.Of(c.Stage),
            ScoreBefore = c.Score,
        })];
    }

    private static IEnumerable<(string Field, object? Value, string WayOut)> Wrong(Body body, CaseElements elements)
    {
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > 100 || string.IsNullOrWhiteSpace(body.Purpose) || body.Purpose.Length > 1_000)
        {
            yield return ("name", body.Name, "Give a name of at most 100 characters and a purpose of at most 1,000.");
        }

        if (!elements.TryGet(body.Scenario, out _))
        {
            yield return ("scenario", body.Scenario, $"Choose one of: {string.Join(", ", elements.All.Select(e => e.Scenario))}.");
        }

        if (body.EndsAt <= body.StartsAt || body.EndsAt - body.StartsAt > Longest)
        {
            yield return ("ends_at", body.EndsAt, "It must lie after 'starts_at', by at most 183 days.");
        }

        if (body.Teams.Count is 0 || body.Teams.Any(team => string.IsNullOrWhiteSpace(team) || team.Contains(',', StringComparison.Ordinal)))
        {
            yield return ("teams", body.Teams.Count, "Name one unit at least, by its code.");
        }
    }

    private static string HashOf(List<CampaignTargetRow> targets) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', targets.OrderBy(t => t.CaseId, StringComparer.Ordinal).Select(t => $"{t.CaseId} {t.Team} {t.StageBefore}")))));

    private static Campaign Of(CampaignRow c, int targets) => new(
        c.CampaignId, c.Name, c.Scenario, c.Purpose, c.StartsAt, c.EndsAt, c.Teams.Split(','), c.CreatedBy, c.CreatedAt, c.FrozenAt, c.FrozenBy, c.TargetsHash, targets);

    private static ProblemHttpResult Missing(string id) => TypedResults.Problem(
        title: "No such campaign", detail: $"There is no campaign '{id}'; GET /api/v1/campaigns lists them.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Conflict(string detail) =>
        TypedResults.Problem(title: "The campaign does not allow this where it stands", detail: detail, statusCode: StatusCodes.Status409Conflict);
}
