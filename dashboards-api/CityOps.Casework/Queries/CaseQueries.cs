using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Events;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Queries;

internal sealed class CaseQueries(ICaseworkDbFactory databases, CaseElements elements, WorkCalendar calendar, TimeProvider time) : ICaseQueries
{
    public async Task<CasePage> ListAsync(CaseFilter filter, CasePageRequest page, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(page.Limit, 1, 500);
        await using var db = databases.Create();
        var rows = await CaseListQuery.Of(db, filter, page, time.GetUtcNow()).Take(limit + 1).ToListAsync(cancellationToken);
        var shown = rows.Take(limit).ToList();
        return new([.. shown.Select(Summary)], rows.Count > limit ? CaseCursor.After(shown[^1], page.Sort).ToString() : null);
    }

    // One statement reads the history, and everything shown follows from it: the answer is of one moment.
    public async Task<CaseDetail?> GetAsync(string caseId, CancellationToken cancellationToken, CaseScope? scope = null, bool asItIs = false)
    {
        await using var db = databases.Create();
        var rows = await db.Events.AsNoTracking().Where(e => e.CaseId == caseId).OrderBy(e => e.Sequence).ToListAsync(cancellationToken);
        if (rows.Count is 0)
        {
            return null;
        }

        var state = CaseHistory.Fold(rows);
        if (state.MergedInto is { } into && !asItIs)
        {
            return await GetAsync(into, cancellationToken, scope) is { } goesOn ? goesOn with { RequestedId = caseId } : null;
        }

        if (scope is not null && !scope.Covers(state))
        {
            return null;
        }

        var allowed = elements.TryGet(state.Scenario, out var part)
            ? new CaseDecider(part, calendar).Allowed(state, time.GetUtcNow())
            : [];
        var summary = Summary(CaseProjection.Case(state, nextAlarm: null));
        return new(
            summary,
            [.. state.Evidence.OrderByDescending(e => e.Stands).ThenByDescending(e => e.Score).Select(View)],
            [.. state.WorkOrders.Select(View)],
            [.. rows.Select(row => new HistoryEntry(
                row.Sequence, row.Kind, row.Stage, row.At, row.ActorName, row.ActorRole, CaseEventCodec.Show(row.Payload)))],
            [.. allowed.Select(rule => new AllowedCommand(rule.Kind, rule.Roles))],
            [.. allowed.Select(rule => rule.Kind)],
            new CaseExtras(
                state.SnoozedUntil, state.HeldUntil, state.MergedInto, state.Absorbed, state.ExtensionAsked, state.InDispute, state.ArbitratedUnit,
                state.Rectification, state.Objection, state.LookBackAt, state.Clock, part?.Checklist ?? [], part?.OutcomeCodes ?? [], part?.ReturnReasons ?? [],
                part?.NeededEvidence ?? [], part?.CategoryOf(summary.Kind)),
            RequestedId: caseId);
    }

    public async Task<IReadOnlyList<StageCount>> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var counts = await db.Cases.AsNoTracking().GroupBy(c => new { c.Scenario, c.Stage })
            .Select(g => new { g.Key.Scenario, g.Key.Stage, Cases = g.Count() }).ToListAsync(cancellationToken);
        return [.. counts.OrderBy(c => c.Scenario, StringComparer.Ordinal).ThenBy(c => c.Stage).Select(c => new StageCount(c.Scenario, c.Stage, c.Cases))];
    }

    public async Task<CaseFacets> FacetsAsync(CaseFilter filter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = databases.Create();
        var cases = CaseListQuery.Filter(db, filter, now);
        var groups = await cases.GroupBy(c => new { c.Scenario, c.Stage, c.Town, c.Kind })
            .Select(g => new { g.Key.Scenario, g.Key.Stage, g.Key.Town, g.Key.Kind, Cases = g.Count() }).ToListAsync(cancellationToken);
        var soon = now.AddHours(24);
        var overdue = await cases.CountAsync(c => c.DueAt < now, cancellationToken);
        var dueSoon = await cases.CountAsync(c => c.DueAt >= now && c.DueAt < soon, cancellationToken);
        Dictionary<string, int> By(Func<(string Scenario, CaseStage Stage, string? Town, string? Kind), string?> key) => groups
            .GroupBy(g => key((g.Scenario, g.Stage, g.Town, g.Kind)) ?? "", StringComparer.Ordinal)
            .OrderByDescending(g => g.Sum(one => one.Cases)).Take(100).ToDictionary(g => g.Key, g => g.Sum(one => one.Cases), StringComparer.Ordinal);
        var combinations = groups.GroupBy(g => (g.Scenario, g.Kind, g.Town)).Select(g => new FacetCount(g.Key.Scenario, g.Key.Kind, g.Key.Town, g.Sum(one => one.Cases)))
            .OrderByDescending(c => c.Cases).ThenBy(c => c.Scenario, StringComparer.Ordinal).ThenBy(c => c.Kind, StringComparer.Ordinal).ThenBy(c => c.Town, StringComparer.Ordinal);
        return new(groups.Sum(g => g.Cases), By(g => g.Scenario), By(g => Text.Of(g.Stage)), By(g => g.Town), By(g => g.Kind), overdue, dueSoon, [.. combinations]);
    }

    internal static CaseSummary Summary(CaseRow c) => new(
        c.CaseId, c.Scenario, c.Subject, c.Stage, c.Town, c.Kind, c.Score, c.EvidenceCount, c.OpenedAt, c.UpdatedAt,
        c.DueAt == CaseRow.NoClock ? null : c.DueAt, c.ClosedAt, c.PreviousCaseId, c.Version, c.GridCell, c.Assignee, c.Unit, c.MergedInto,
        c.HiddenUntil == DateTimeOffset.UnixEpoch ? null : c.HiddenUntil);

    private static EvidenceView View(Evidence e) => new(
        e.SuspicionId, e.Revision, e.State, e.Score, e.StartedAt, e.ModelVersion, e.FoundLate,
        JsonSerializer.Deserialize<JsonElement>(e.Document));

    private static WorkOrderView View(WorkOrder o) => new(
        o.WorkOrderId, o.Status, o.Inspector, o.Unit, o.Instructions, o.CreatedAt, o.DueAt, o.Attempts, o.Outcome, o.PeopleFound, o.RoomsUsed,
        o.ViolationKind, o.LawfulReason, o.Note, o.FinishedAt, o.SecondOfficer, o.Enforcement, o.LeadOrderId,
        (o.Checklist ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(a => a.Split('=')).ToDictionary(a => a[0], a => a[^1], StringComparer.Ordinal),
        (o.EvidenceRefs ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
