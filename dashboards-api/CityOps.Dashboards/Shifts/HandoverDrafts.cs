using CityOps.Casework.Domain;
using CityOps.Casework.Storage;
using CityOps.Casework.Storage.Rows;
using CityOps.Dashboards.Storage;
using CityOps.Dashboards.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Dashboards.Shifts;

/// <param name="AsOf">When it was drafted, UTC.</param>
/// <param name="Unfinished">Open cases by scenario and stage.</param>
/// <param name="Overdue">Open cases past their deadline, the longest first; at most 100, see <paramref name="OverdueTotal"/>.</param>
/// <param name="DueSoon">Open cases due within twelve hours, the nearest first; at most 100, see <paramref name="DueSoonTotal"/>.</param>
/// <param name="Returned">Cases whose order came back and waits to be dispatched anew.</param>
/// <param name="Mutes">Open cases of devices at fault: their signals are muted until the device is repaired.</param>
/// <param name="SinceLast">What happened since the last handover was signed, or in the last twelve hours.</param>
/// <param name="MessagesGivenUp">Messages to subscribers that could not be delivered.</param>
public sealed record HandoverDraft(
    DateTimeOffset AsOf,
    IReadOnlyList<UnfinishedCount> Unfinished,
    IReadOnlyList<HandoverCase> Overdue,
    int OverdueTotal,
    IReadOnlyList<HandoverCase> DueSoon,
    int DueSoonTotal,
    IReadOnlyList<HandoverCase> Returned,
    IReadOnlyList<HandoverCase> Mutes,
    HandoverFlow SinceLast,
    int MessagesGivenUp);

public sealed record UnfinishedCount(string Scenario, string Stage, int Cases);

public sealed record HandoverCase(string CaseId, string Scenario, string Stage, string? Town, string? Kind, DateTimeOffset? DueAt);

public sealed record HandoverFlow(DateTimeOffset Since, int Opened, int Filed, int Orders, int Visits, int Closed);

/// <summary>Drafts what one shift has to tell the next, from what is open and what happened.</summary>
internal sealed class HandoverDrafts(ICaseworkDbFactory casework, IOperationsDbFactory operations, TimeProvider time)
{
    private const int MaxListed = 100;
    private static readonly TimeSpan Soon = TimeSpan.FromHours(12);

    public async Task<HandoverDraft> MakeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var cases = casework.Create();
        await using var db = operations.Create();
        var open = cases.Cases.AsNoTracking().Where(c => c.IsOpen);
        var counts = await open.GroupBy(c => new { c.Scenario, c.Stage }).Select(g => new { g.Key.Scenario, g.Key.Stage, Cases = g.Count() }).ToListAsync(cancellationToken);
        var until = now + Soon;
        var overdue = open.Where(c => c.DueAt < now);
        var soon = open.Where(c => c.DueAt >= now && c.DueAt < until);
        var last = await db.Handovers.AsNoTracking().Where(h => h.OutgoingAt != null).OrderByDescending(h => h.OutgoingAt).Select(h => h.OutgoingAt).FirstOrDefaultAsync(cancellationToken);
        return new(
            now,
            [.. counts.Select(c => new UnfinishedCount(c.Scenario, Text.Of(c.Stage), c.Cases)).OrderBy(c => c.Scenario, StringComparer.Ordinal).ThenBy(c => c.Stage, StringComparer.Ordinal)],
            await ListAsync(overdue, cancellationToken), await overdue.CountAsync(cancellationToken),
            await ListAsync(soon, cancellationToken), await soon.CountAsync(cancellationToken),
            await ListAsync(open.Where(c => c.Stage == CaseStage.Returned), cancellationToken),
            await ListAsync(open.Where(c => c.Kind == "device_fault"), cancellationToken),
            await FlowAsync(db, last ?? now - Soon, cancellationToken),
            await db.Deliveries.CountAsync(d => d.State == DeliveryStates.Dead, cancellationToken));
    }

    private static async Task<List<HandoverCase>> ListAsync(IQueryable<CaseRow> cases, CancellationToken cancellationToken) =>
        (await cases.OrderBy(c => c.DueAt).ThenBy(c => c.CaseId).Take(MaxListed).ToListAsync(cancellationToken))
        .ConvertAll(c => new HandoverCase(c.CaseId, c.Scenario, Text.Of(c.Stage), c.Town, c.Kind, c.DueAt == CaseRow.NoClock ? null : c.DueAt));

    private static async Task<HandoverFlow> FlowAsync(OperationsDb db, DateTimeOffset since, CancellationToken cancellationToken) => new(
        since,
        await db.CaseFacts.CountAsync(c => c.OpenedAt >= since, cancellationToken),
        await db.CaseFacts.CountAsync(c => c.FiledAt >= since, cancellationToken),
        await db.OrderFacts.CountAsync(o => o.CreatedAt >= since, cancellationToken),
        await db.VisitFacts.CountAsync(v => v.At >= since, cancellationToken),
        await db.CaseFacts.CountAsync(c => c.ClosedAt >= since, cancellationToken));
}
