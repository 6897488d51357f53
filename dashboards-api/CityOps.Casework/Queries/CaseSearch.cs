using CityOps.Casework.Elements;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Queries;

internal sealed class CaseSearch(ICaseworkDbFactory databases, CaseElements elements) : ICaseSearch
{
    public async Task<IReadOnlyList<CaseSummary>> ByIdAsync(string text, CaseScope? scope, int limit, CancellationToken cancellationToken)
    {
        if (CaseIdText.Read(text) is not { } part)
        {
            return [];
        }

        await using var db = databases.Create();
        var begins = await FirstAsync(db, Beginning(db, part), scope, limit, cancellationToken);
        var ends = await FirstAsync(db, Ending(db, part), scope, limit, cancellationToken);
        return [.. begins.Concat(ends).DistinctBy(c => c.CaseId, StringComparer.Ordinal).Take(limit).Select(CaseQueries.Summary)];
    }

    public async Task<IReadOnlyList<CaseSummary>> OfSubjectsAsync(IReadOnlyCollection<string> subjects, CaseScope? scope, int limit, CancellationToken cancellationToken)
    {
        if (subjects.Count is 0)
        {
            return [];
        }

        await using var db = databases.Create();

        // The index of subjects begins with the scenario.
        List<string> scenarios = [.. elements.All.Select(part => part.Scenario)];
        var found = db.Cases.AsNoTracking().Where(c => scenarios.Contains(c.Scenario) && subjects.Contains(c.Subject));
        return [.. (await FirstAsync(db, found, scope, limit, cancellationToken)).Select(CaseQueries.Summary)];
    }

    public async Task<IReadOnlyList<GridCount>> GridCellsAsync(string text, CaseScope? scope, int limit, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();

        // Counted off the index of cells alone; a town is in the rows, so that only those of the few that are shown are read.
        var counts = await Counts(db, text, scope).Take(limit).ToListAsync(cancellationToken);
        List<string> cells = [.. counts.Select(c => c.Key)];
        var towns = await db.Cases.AsNoTracking().Where(c => c.IsOpen && cells.Contains(c.GridCell!)).GroupBy(c => c.GridCell!)
            .Select(g => new { g.Key, Town = g.Max(c => c.Town) }).ToDictionaryAsync(g => g.Key, g => g.Town, StringComparer.Ordinal, cancellationToken);
        return [.. counts.Select(c => new GridCount(c.Key, towns.GetValueOrDefault(c.Key), c.Value))];
    }

    internal static IQueryable<CaseRow> Beginning(CaseworkDb db, string part)
    {
        var (from, to) = CaseIdText.Range(part);
        return db.Cases.AsNoTracking().Where(c => c.CaseId.CompareTo(from) >= 0 && c.CaseId.CompareTo(to) <= 0);
    }

    // The index holds the last four characters, written just so: another expression would not be looked up in it.
    internal static IQueryable<CaseRow> Ending(CaseworkDb db, string part)
    {
        var tail = part[^CaseIdText.Tail..];
        return db.Cases.AsNoTracking().Where(c => c.CaseId.Substring(13) == tail && c.CaseId.EndsWith(part));
    }

    internal static IQueryable<KeyValuePair<string, int>> Counts(CaseworkDb db, string text, CaseScope? scope) =>
        CaseListQuery.Within(db, db.Cases.AsNoTracking().Where(c => c.IsOpen && c.GridCell!.Contains(text)), scope)
            .GroupBy(c => c.GridCell!).Select(g => new { g.Key, Cases = g.Count() })
            .OrderByDescending(g => g.Cases).ThenBy(g => g.Key).Select(g => new KeyValuePair<string, int>(g.Key, g.Cases));

    private static async Task<List<CaseRow>> FirstAsync(CaseworkDb db, IQueryable<CaseRow> cases, CaseScope? scope, int limit, CancellationToken cancellationToken) =>
        await CaseListQuery.Within(db, cases, scope).OrderByDescending(c => c.OpenedAt).ThenBy(c => c.CaseId).Take(limit).ToListAsync(cancellationToken);
}
