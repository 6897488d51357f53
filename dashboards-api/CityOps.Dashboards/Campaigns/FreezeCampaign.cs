using System.ComponentModel;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CityOps.Casework.Storage;
using CityOps.Dashboards.Auth;
using CityOps.Dashboards.Cases;
using CityOps.Dashboards.Problems;
using CityOps.Dashboards.Storage;
using CityOps.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Campaigns;

/// <summary>Freezes the list of a campaign, and says beforehand what freezing would take.</summary>
internal static class FreezeCampaign
{
    private const int MaxTargets = 2_000;
    private const int UsualTargets = 200;

    internal sealed record Body(
        [property: Description("The cases; left out, the open ones that the other fields describe.")] IReadOnlyList<string>? CaseIds = null,
        IReadOnlyList<string>? Towns = null, double MinScore = 0, [property: Description("1 to 2,000; the highest scores first.")] int Limit = UsualTargets);

    /// <param name="Fitting">Open cases that fit.</param>
    /// <param name="Taken">As many of them as freezing would take.</param>
    /// <param name="Towns">Open cases of that score by town, whatever the towns asked for.</param>
    internal sealed record Candidates(int Fitting, int Taken, IReadOnlyList<TownCases> Towns);

    /// <param name="Town">Null for cases that have none.</param>
    internal sealed record TownCases(string? Town, int Cases);

    public static void Map(IEndpointRouteBuilder group)
    {
        group.MapGet("/{id}/candidates", CandidatesAsync).RequireAuthorization(Policies.CampaignsLead)
            .WithSummary("What freezing would take now; nothing is kept.").Produces<Candidates>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{id}/freeze", FreezeAsync).RequireAuthorization(Policies.CampaignsLead)
            .WithSummary("Freezes the list of a campaign: it does not change any more.").Produces<CampaignEndpoints.Campaign>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> CandidatesAsync(
        string id,
        [FromQuery(Name = "town"), Description("A town, as often as there are some; left out, all.")] string[]? town,
        [FromQuery(Name = "min_score"), Description("0 to 1.")] double? minScore,
        [FromQuery(Name = "limit"), Description("1 to 2,000.")] int? limit,
        IOperationsDbFactory databases,
        ICaseworkDbFactory casework,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxTargets)
        {
            return WrongLimit(limit);
        }

        await using var db = databases.Create();
        if (await db.Campaigns.FindAsync([id], cancellationToken) is not { } row)
        {
            return CampaignEndpoints.Missing(id);
        }

        await using var cases = casework.Create();
        var choice = new CampaignChoice(row.Scenario, town ?? [], minScore ?? 0, CaseGate.TownsOfDesk(user));
        var fitting = await choice.Fitting(cases).CountAsync(cancellationToken);
        return TypedResults.Ok(new Candidates(
            fitting, Math.Min(fitting, limit ?? UsualTargets), (await choice.TownsAsync(cases, cancellationToken)).ConvertAll(t => new TownCases(t.Town, t.Cases))));
    }

    private static async Task<IResult> FreezeAsync(
        string id, Body body, IOperationsDbFactory databases, ICaseworkDbFactory casework, IAuditLog audit, TimeProvider time, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (body.Limit is < 1 or > MaxTargets || body.CaseIds?.Count > MaxTargets)
        {
            return WrongLimit(body.Limit);
        }

        await using var db = databases.Create();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockAsync("campaign " + id, cancellationToken);
        if (await db.Campaigns.FindAsync([id], cancellationToken) is not { } row)
        {
            return CampaignEndpoints.Missing(id);
        }

        if (row.FrozenAt is not null)
        {
            return CampaignEndpoints.Conflict($"{row.FrozenBy} froze its list already. Plan another campaign for another list.");
        }

        var targets = await TargetsAsync(row, body, CaseGate.TownsOfDesk(user), casework, cancellationToken);
        if (targets.Count is 0 || (body.CaseIds is { } wanted && targets.Count != wanted.Distinct(StringComparer.Ordinal).Count()))
        {
            return Invalid.Field("case_ids", $"{targets.Count} found", $"Every case of the list must exist, in the towns of your account, and be of the scenario {row.Scenario}, and there must be one at least.");
        }

        db.CampaignTargets.AddRange(targets);
        (row.FrozenAt, row.FrozenBy, row.TargetsHash) = (time.GetUtcNow(), Caller.NameOf(user), HashOf(targets));
        await audit.AppendAsync(
            new AuditEvent(
                row.FrozenBy, Caller.ActingRole(user, Policies.CampaignsLead), AuditAction.CampaignFrozen, id,
                string.Create(CultureInfo.InvariantCulture, $"SHA-256 {row.TargetsHash}, cases: {targets.Count}")),
            cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(CampaignEndpoints.Of(row, targets.Count));
    }

    private static async Task<List<CampaignTargetRow>> TargetsAsync(
        CampaignRow row, Body body, IReadOnlyList<string> within, ICaseworkDbFactory casework, CancellationToken cancellationToken)
    {
        await using var cases = casework.Create();
        var choice = new CampaignChoice(row.Scenario, body.Towns ?? [], body.MinScore, within);
        if (body.CaseIds is null)
        {
            return await CampaignChoice.TargetsAsync(row, choice.Fitting(cases), body.Limit, cancellationToken);
        }

        string[] ids = [.. body.CaseIds];
        return await CampaignChoice.TargetsAsync(row, choice.Named(cases).Where(c => ids.Contains(c.CaseId)), MaxTargets, cancellationToken);
    }

    private static ProblemHttpResult WrongLimit(int? limit) => Invalid.Field("limit", limit, $"A list holds 1 to {MaxTargets} cases.");

    private static string HashOf(List<CampaignTargetRow> targets) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', targets.OrderBy(t => t.CaseId, StringComparer.Ordinal).Select(t => $"{t.CaseId} {t.Team} {t.StageBefore}")))));
}
