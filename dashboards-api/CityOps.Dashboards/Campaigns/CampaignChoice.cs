using CityOps.Casework.Domain;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Campaigns;

/// <summary>Which cases a list holds. What a form says beforehand and what freezing takes are one query, so that they can't differ.</summary>
/// <param name="Towns">Empty for all, those of cases without a town included.</param>
/// <param name="Within">The towns of whoever asks, whatever they ask for; empty: no such limit.</param>
internal sealed record CampaignChoice(string Scenario, IReadOnlyList<string> Towns, double MinScore, IReadOnlyList<string> Within)
{
    /// <summary>The open cases that fit.</summary>
    public IQueryable<CaseRow> Fitting(CaseworkDb db)
    {
        string[] towns = [.. Towns];
        var all = Scored(db);
        return towns.Length is 0 ? all : all.Where(c => c.Town != null && towns.Contains(c.Town));
    }

    /// <summary>Every case that may be named one by one, open or not.</summary>
    public IQueryable<CaseRow> Named(CaseworkDb db)
    {
        var scenario = Scenario;
        string[] within = [.. Within];
        return db.Cases.AsNoTracking().Where(c => c.Scenario == scenario && (within.Length == 0 || within.Contains(c.Town!)));
    }

    /// <summary>How many open cases there are in each town whatever the towns chosen, the most first; null for cases without one.</summary>
    public async Task<List<(string? Town, int Cases)>> TownsAsync(CaseworkDb db, CancellationToken cancellationToken) =>
        [.. (await Scored(db).GroupBy(c => c.Town).Select(g => new { Town = g.Key, Cases = g.Count() }).ToListAsync(cancellationToken))
            .OrderByDescending(t => t.Cases).ThenBy(t => t.Town, StringComparer.Ordinal).Select(t => (t.Town, t.Cases))];

    /// <summary>The likeliest first. Teams take turns down the list, so that each has its share of the likely ones.</summary>
    public static async Task<List<CampaignTargetRow>> TargetsAsync(CampaignRow campaign, IQueryable<CaseRow> cases, int most, CancellationToken cancellationToken)
    {
        var found = await cases.OrderByDescending(c => c.Score).ThenBy(c => c.CaseId).Take(most)
            .Select(c => new { c.CaseId, c.Town, c.Stage, c.Score }).ToListAsync(cancellationToken);
        var teams = campaign.Teams.Split(',');
        return [.. found.Select((c, i) => new CampaignTargetRow
        {
            CampaignId = campaign.CampaignId,
            CaseId = c.CaseId,
            Team = teams[i % teams.Length],
            Town = c.Town,
            StageBefore = Text.Of(c.Stage),
            ScoreBefore = c.Score,
        })];
    }

    private IQueryable<CaseRow> Scored(CaseworkDb db)
    {
        var least = MinScore;
        return Named(db).Where(c => c.IsOpen && c.Score >= least);
    }
}
