using System.Globalization;
using System.Text;
using CityOps.Dashboards.Indicators;
using CityOps.Dashboards.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CityOps.Dashboards.Campaigns;

/// <summary>The result sheet of a campaign.</summary>
/// <param name="Before">Indicators of its scenario over as long a time before it, in the towns of its list; where the list has cases without a town, as trucks are, of those without one too.</param>
/// <param name="During">The same while it lasts, as far as that has passed; null before its start.</param>
/// <param name="After">The same over as long a time after it, as far as that has passed; null before its end.</param>
/// <param name="NewCases">New cases of the same in the same three times.</param>
public sealed record CampaignSheet(
    IReadOnlyList<SheetRow> Rows,
    SheetTotals Totals,
    NewCases NewCases,
    IReadOnlyDictionary<string, IndicatorFigure> Before,
    IReadOnlyDictionary<string, IndicatorFigure>? During,
    IReadOnlyDictionary<string, IndicatorFigure>? After);

/// <param name="StageNow">Where the case stands now.</param>
/// <param name="Visits">Visits while the campaign lasted.</param>
/// <param name="Outcome">What the last of them found.</param>
public sealed record SheetRow(string CaseId, string Team, string? Town, string StageBefore, double ScoreBefore, string? StageNow, int Visits, string? Outcome);

public sealed record SheetTotals(int Targets, int Visited, int Confirmed, int NotFound, int NoEntry, int Closed);

public sealed record NewCases(int Before, int? During, int? After);

/// <summary>Computes result sheets from the frozen list and the facts.</summary>
internal sealed class CampaignSheets(IOperationsDbFactory databases, IndicatorReports indicators, DateTimeZone zone, TimeProvider time)
{
    /// <param name="within">The only towns told of; empty: all.</param>
    public async Task<CampaignSheet> MakeAsync(CampaignRow campaign, IReadOnlyList<string> within, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var targets = await db.CampaignTargets.AsNoTracking().Where(t => t.CampaignId == campaign.CampaignId && (within.Count == 0 || within.Contains(t.Town!))).OrderBy(t => t.Team).ThenBy(t => t.CaseId).ToListAsync(cancellationToken);
        string[] ids = [.. targets.Select(t => t.CaseId)];
        var stages = await db.CaseFacts.AsNoTracking().Where(c => ids.Contains(c.CaseId)).ToDictionaryAsync(c => c.CaseId, c => c.Stage, StringComparer.Ordinal, cancellationToken);
        var visits = (await db.VisitFacts.AsNoTracking().Where(v => ids.Contains(v.CaseId) && v.At >= campaign.StartsAt && v.At < campaign.EndsAt)
            .Select(v => new { v.CaseId, v.At, v.Outcome }).ToListAsync(cancellationToken)).ToLookup(v => v.CaseId, StringComparer.Ordinal);
        var rows = targets.ConvertAll(t => new SheetRow(
            t.CaseId, t.Team, t.Town, t.StageBefore, t.ScoreBefore, stages.GetValueOrDefault(t.CaseId), visits[t.CaseId].Count(), visits[t.CaseId].MaxBy(v => v.At)?.Outcome));

        var (length, now) = (campaign.EndsAt - campaign.StartsAt, time.GetUtcNow());
        var before = await TimeAsync(db, campaign.Scenario, targets, within, campaign.StartsAt - length, campaign.StartsAt, cancellationToken);
        var during = campaign.StartsAt < now ? await TimeAsync(db, campaign.Scenario, targets, within, campaign.StartsAt, campaign.EndsAt, cancellationToken) : null;
        var after = campaign.EndsAt < now ? await TimeAsync(db, campaign.Scenario, targets, within, campaign.EndsAt, campaign.EndsAt + length, cancellationToken) : null;
        return new(
            rows,
            new(
                rows.Count, rows.Count(r => r.Visits > 0), rows.Count(r => r.Outcome is "confirmed"), rows.Count(r => r.Outcome is "not_found"),
                rows.Count(r => r.Outcome is "no_entry"), rows.Count(r => r.StageNow is "closed")),
            new(before.New, during?.New, after?.New),
            before.Figures, during?.Figures, after?.Figures);
    }

    /// <summary>The rows as CSV, for whoever works in a spreadsheet.</summary>
    public static string Csv(CampaignSheet sheet)
    {
        var csv = new StringBuilder("case_id,team,town,stage_before,score_before,stage_now,visits,outcome\r\n");
        foreach (var row in sheet.Rows)
        {
            csv.AppendJoin(',', IndicatorFiles.Cell(row.CaseId), IndicatorFiles.Cell(row.Team), IndicatorFiles.Cell(row.Town), row.StageBefore,
                row.ScoreBefore.ToString("R", CultureInfo.InvariantCulture), row.StageNow, row.Visits.ToString(CultureInfo.InvariantCulture), row.Outcome).Append("\r\n");
        }

        return csv.ToString();
    }

    // What lies in the future is not counted: a deadline there is not missed yet.
    private async Task<PartOfTime> TimeAsync(
        OperationsDb db, string scenario, List<CampaignTargetRow> targets, IReadOnlyList<string> within, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var period = new IndicatorPeriod(from, to < now ? to : from < now ? now : from);
        string[] towns = [.. targets.Select(t => t.Town).OfType<string>().Distinct(StringComparer.Ordinal)];
        var townless = targets.Exists(t => t.Town is null);
        var query = new IndicatorQuery(period, [], towns, null, scenario, null, zone) { Townless = townless, Within = within };
        return new(
            await db.CaseFacts.CountAsync(
                c => c.Scenario == scenario && (c.Town == null ? townless : towns.Contains(c.Town)) && c.OpenedAt >= period.From && c.OpenedAt < period.To, cancellationToken),
            (await indicators.ComputeAsync(query, [], cancellationToken)).Rows.Single().Indicators);
    }

    private sealed record PartOfTime(int New, IReadOnlyDictionary<string, IndicatorFigure> Figures);
}
