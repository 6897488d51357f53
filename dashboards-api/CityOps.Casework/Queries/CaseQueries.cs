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
        var rows = await CaseListQuery.Of(db.Cases.AsNoTracking(), filter, page).Take(limit + 1).ToListAsync(cancellationToken);
        var shown = rows.Take(limit).ToList();
        return new([.. shown.Select(Summary)], rows.Count > limit ? CaseCursor.After(shown[^1], page.Sort).ToString() : null);
    }

    // One statement reads the history, and everything shown follows from it: the answer is of one moment.
    public async Task<CaseDetail?> GetAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var rows = await db.Events.AsNoTracking().Where(e => e.CaseId == caseId).OrderBy(e => e.Sequence).ToListAsync(cancellationToken);
        if (rows.Count is 0)
        {
            return null;
        }

        var state = CaseHistory.Fold(rows);
        var allowed = elements.TryGet(state.Scenario, out var part)
            ? new CaseDecider(part, calendar).Allowed(state, time.GetUtcNow())
            : [];
        return new(
            Summary(CaseProjection.Case(state)),
            [.. state.Evidence.OrderByDescending(e => e.Stands).ThenByDescending(e => e.Score).Select(View)],
            [.. state.WorkOrders.Select(View)],
            [.. rows.Select(row => new HistoryEntry(
                row.Sequence, row.Kind, row.Stage, row.At, row.ActorName, row.ActorRole, CaseEventCodec.Show(row.Payload)))],
            [.. allowed.Select(rule => new AllowedCommand(rule.Kind, rule.Roles))]);
    }

    public async Task<IReadOnlyList<StageCount>> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var counts = await db.Cases.AsNoTracking().GroupBy(c => new { c.Scenario, c.Stage })
            .Select(g => new { g.Key.Scenario, g.Key.Stage, Cases = g.Count() }).ToListAsync(cancellationToken);
        return [.. counts.OrderBy(c => c.Scenario, StringComparer.Ordinal).ThenBy(c => c.Stage).Select(c => new StageCount(c.Scenario, c.Stage, c.Cases))];
    }

    public async Task<IReadOnlyList<FacetCount>> FacetsAsync(CancellationToken cancellationToken)
    {
        await using var db = databases.Create();
        var counts = await db.Cases.AsNoTracking().Where(c => c.IsOpen).GroupBy(c => new { c.Scenario, c.Kind, c.Town })
            .Select(g => new { g.Key.Scenario, g.Key.Kind, g.Key.Town, Cases = g.Count() }).ToListAsync(cancellationToken);
        return [.. counts.OrderByDescending(c => c.Cases).ThenBy(c => c.Scenario, StringComparer.Ordinal).Select(c => new FacetCount(c.Scenario, c.Kind, c.Town, c.Cases))];
    }

    private static CaseSummary Summary(CaseRow c) => new(
        c.CaseId, c.Scenario, c.Subject, c.Stage, c.Town, c.Kind, c.Score, c.EvidenceCount, c.OpenedAt, c.UpdatedAt,
        c.DueAt == CaseRow.NoClock ? null : c.DueAt, c.ClosedAt, c.PreviousCaseId, c.Version);

    private static EvidenceView View(Evidence e) => new(
        e.SuspicionId, e.Revision, e.State, e.Score, e.StartedAt, e.ModelVersion, e.FoundLate,
        JsonSerializer.Deserialize<JsonElement>(e.Document));

    private static WorkOrderView View(WorkOrder o) => new(
        o.WorkOrderId, o.Status, o.Inspector, o.Unit, o.Instructions, o.CreatedAt, o.DueAt, o.Attempts, o.Outcome, o.PeopleFound, o.RoomsUsed,
        o.ViolationKind, o.LawfulReason, o.Note, o.FinishedAt);
}
