using System.Text.Json;
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
/// <param name="Towns">The only towns it tells of, where a desk of some towns drafted it; null: the district.</param>
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
    int MessagesGivenUp,
    IReadOnlyList<string>? Towns = null)
{
    /// <summary>Whether a desk of these towns may see it: all it tells of is theirs. None: a desk of the district.</summary>
    internal bool IsFor(IReadOnlyList<string> towns) => towns.Count is 0 || (Towns is { Count: > 0 } own && own.All(town => towns.Contains(town, StringComparer.Ordinal)));

    /// <summary>Whether it tells of exactly these towns.</summary>
    internal bool IsOf(IReadOnlyList<string> towns) => (Towns ?? []).ToHashSet(StringComparer.Ordinal).SetEquals(towns);
}

public sealed record UnfinishedCount(string Scenario, string Stage, int Cases);

public sealed record HandoverCase(string CaseId, string Scenario, string Stage, string? Town, string? Kind, DateTimeOffset? DueAt);

public sealed record HandoverFlow(DateTimeOffset Since, int Opened, int Filed, int Orders, int Visits, int Closed);

/// <summary>Drafts what one shift has to tell the next, from what is open and what happened.</summary>
internal sealed class HandoverDrafts(ICaseworkDbFactory casework, IOperationsDbFactory operations, TimeProvider time)
{
    private const int MaxListed = 100;
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly TimeSpan Soon = TimeSpan.FromHours(12);

    /// <param name="towns">The only ones told of; empty: all.</param>
    public async Task<HandoverDraft> MakeAsync(IReadOnlyList<string> towns, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var cases = casework.Create();
        await using var db = operations.Create();
        var open = cases.Cases.AsNoTracking().Where(c => c.IsOpen && (towns.Count == 0 || towns.Contains(c.Town!)));
        var counts = await open.GroupBy(c => new { c.Scenario, c.Stage }).Select(g => new { g.Key.Scenario, g.Key.Stage, Cases = g.Count() }).ToListAsync(cancellationToken);
        var until = now + Soon;
        var overdue = open.Where(c => c.DueAt < now);
        var soon = open.Where(c => c.DueAt >= now && c.DueAt < until);
        var last = (await db.Handovers.AsNoTracking().Where(h => h.OutgoingAt != null).OrderByDescending(h => h.OutgoingAt).Take(MaxListed).ToListAsync(cancellationToken))
            .Find(h => Read(h).IsOf(towns))?.OutgoingAt;
        return new(
            now,
            [.. counts.Select(c => new UnfinishedCount(c.Scenario, Text.Of(c.Stage), c.Cases)).OrderBy(c => c.Scenario, StringComparer.Ordinal).ThenBy(c => c.Stage, StringComparer.Ordinal)],
            await ListAsync(overdue, cancellationToken), await overdue.CountAsync(cancellationToken),
            await ListAsync(soon, cancellationToken), await soon.CountAsync(cancellationToken),
            await ListAsync(open.Where(c => c.Stage == CaseStage.Returned), cancellationToken),
            await ListAsync(open.Where(c => c.Kind == "device_fault"), cancellationToken),
            await FlowAsync(db, last ?? now - Soon, towns, cancellationToken),
            await db.Deliveries.CountAsync(d => d.State == DeliveryStates.Dead, cancellationToken),
            towns.Count is 0 ? null : towns);
    }

    public static HandoverDraft Read(HandoverRow row) => JsonSerializer.Deserialize<HandoverDraft>(row.Draft, Json)!;

    public static string Write(HandoverDraft draft) => JsonSerializer.Serialize(draft, Json);

    private static async Task<List<HandoverCase>> ListAsync(IQueryable<CaseRow> cases, CancellationToken cancellationToken) =>
        (await cases.OrderBy(c => c.DueAt).ThenBy(c => c.CaseId).Take(MaxListed).ToListAsync(cancellationToken))
        .ConvertAll(c => new HandoverCase(c.CaseId, c.Scenario, Text.Of(c.Stage), c.Town, c.Kind, c.DueAt == CaseRow.NoClock ? null : c.DueAt));

    private static async Task<HandoverFlow> FlowAsync(OperationsDb db, DateTimeOffset since, IReadOnlyList<string> towns, CancellationToken cancellationToken)
    {
        var cases = db.CaseFacts.Where(c => towns.Count == 0 || towns.Contains(c.Town!));
        return new(
            since,
            await cases.CountAsync(c => c.OpenedAt >= since, cancellationToken),
            await cases.CountAsync(c => c.FiledAt >= since, cancellationToken),
            await db.OrderFacts.CountAsync(o => o.CreatedAt >= since && (towns.Count == 0 || towns.Contains(o.Town!)), cancellationToken),
            await db.VisitFacts.CountAsync(v => v.At >= since && (towns.Count == 0 || towns.Contains(v.Town!)), cancellationToken),
            await cases.CountAsync(c => c.ClosedAt >= since, cancellationToken));
    }
}
