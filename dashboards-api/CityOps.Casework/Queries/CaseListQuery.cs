using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Queries;

/// <summary>
/// Filters, order and keyset of a list. The order always ends with the case id, and the outer bound of each keyset stands alone
/// (<c>score &lt;= x AND …</c>) so that an index seek, not a scan, finds the page however deep it lies.
/// </summary>
internal static class CaseListQuery
{
    public static IQueryable<CaseRow> Of(CaseworkDb db, CaseFilter filter, CasePageRequest page, DateTimeOffset now)
    {
        var filtered = Filter(db, filter, now);
        var cursor = CaseCursor.Parse(page.Cursor, page.Sort);
        var ordered = page.Sort switch
        {
            CaseSort.Score => filtered.OrderByDescending(c => c.Score),
            CaseSort.Opened => filtered.OrderByDescending(c => c.OpenedAt),
            CaseSort.Updated => filtered.OrderByDescending(c => c.UpdatedAt),
            _ => filtered.OrderBy(c => c.DueAt),
        };
        var rows = ordered.ThenBy(c => c.CaseId).AsQueryable();
        return cursor is null ? rows : After(rows, cursor);
    }

    public static IQueryable<CaseRow> Filter(CaseworkDb db, CaseFilter filter, DateTimeOffset now)
    {
        var cases = db.Cases.AsNoTracking();
        if (filter.Stages is { Count: > 0 } stages)
        {
            cases = cases.Where(c => stages.Contains(c.Stage));
        }
        else if (filter.OpenOnly)
        {
            cases = cases.Where(c => c.IsOpen);
        }

        cases = filter.Scenario is { Length: > 0 } scenario ? cases.Where(c => c.Scenario == scenario) : cases;
        cases = filter.Town is { Length: > 0 } town ? cases.Where(c => c.Town == town) : cases;
        cases = filter.Subject is { Length: > 0 } subject ? cases.Where(c => c.Subject == subject) : cases;
        cases = filter.Kind is { Length: > 0 } kind ? cases.Where(c => c.Kind == kind) : cases;
        cases = filter.GridCell is { Length: > 0 } cell ? cases.Where(c => c.GridCell == cell) : cases;
        cases = filter.Assignee is { Length: > 0 } assignee ? cases.Where(c => c.Assignee == assignee) : cases;
        cases = filter.DueBefore is { } before ? cases.Where(c => c.DueAt < before) : cases;
        cases = filter.Hidden || (filter.Stages is null && !filter.OpenOnly) ? cases : cases.Where(c => c.HiddenUntil <= now);
        cases = Within(db, cases, filter.Scope);
        return filter.MinScore is { } score ? cases.Where(c => c.Score >= score) : cases;
    }

    /// <summary>What of these a caller may see.</summary>
    public static IQueryable<CaseRow> Within(CaseworkDb db, IQueryable<CaseRow> cases, CaseScope? scope)
    {
        if (scope?.Towns is { } towns)
        {
            return cases.Where(c => towns.Contains(c.Town!));
        }

        if (scope is null)
        {
            return cases;
        }

        var (me, units, cells) = (scope.Inspector, scope.Units, scope.GridCells);
        return cases.Where(c => cells.Contains(c.GridCell!) || db.WorkOrders.Any(
            o => o.CaseId == c.CaseId && (o.Inspector == me || o.SecondOfficer == me || (o.Inspector == null && units.Contains(o.Unit!)))));
    }

    private static IQueryable<CaseRow> After(IQueryable<CaseRow> rows, CaseCursor cursor)
    {
        var (id, at, score) = (cursor.CaseId, cursor.At, cursor.Score);
        return cursor.Sort switch
        {
            CaseSort.Score => rows.Where(c => c.Score <= score && (c.Score < score || c.CaseId.CompareTo(id) > 0)),
            CaseSort.Opened => rows.Where(c => c.OpenedAt <= at && (c.OpenedAt < at || c.CaseId.CompareTo(id) > 0)),
            CaseSort.Updated => rows.Where(c => c.UpdatedAt <= at && (c.UpdatedAt < at || c.CaseId.CompareTo(id) > 0)),
            _ => rows.Where(c => c.DueAt >= at && (c.DueAt > at || c.CaseId.CompareTo(id) > 0)),
        };
    }
}
