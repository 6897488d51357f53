using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Casework.Outbox;
using CityOps.Casework.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Storage;

/// <summary>
/// The cases of one transaction: loads them by folding their events, takes new events, and writes events, projections, labels and outbox at the
/// end, all or nothing.
/// </summary>
internal sealed class CaseSession(CaseworkDb db, DateTimeOffset now)
{
    private readonly Dictionary<string, CaseState> _loaded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CaseState> _current = new(StringComparer.Ordinal);
    private readonly HashSet<(string Scenario, string SuspicionId)> _knownEvidence = [];

    public CaseworkDb Db => db;

    /// <summary>The transaction's instant, UTC, in whole milliseconds.</summary>
    public DateTimeOffset Now => now;

    public async Task<CaseState?> LoadAsync(string caseId, CancellationToken cancellationToken)
    {
        if (!_current.ContainsKey(caseId))
        {
            await LoadManyAsync([caseId], cancellationToken);
        }

        return _current.GetValueOrDefault(caseId);
    }

    public async Task LoadManyAsync(IReadOnlyList<string> caseIds, CancellationToken cancellationToken)
    {
        var rows = await db.Events.AsNoTracking().Where(e => caseIds.Contains(e.CaseId))
            .OrderBy(e => e.CaseId).ThenBy(e => e.Sequence).ToListAsync(cancellationToken);
        foreach (var history in rows.GroupBy(row => row.CaseId, StringComparer.Ordinal))
        {
            _loaded[history.Key] = _current[history.Key] = CaseHistory.Fold(history);
        }
    }

    /// <summary>Says that a suspicion has its row already, maybe under another case: it moves rather than being added.</summary>
    public void EvidenceKnown(string scenario, string suspicionId) => _knownEvidence.Add((scenario, suspicionId));

    public CaseState Append(CaseState state, IReadOnlyList<ICaseEvent> events, Actor actor)
    {
        foreach (var happened in events)
        {
            state = CaseFold.Apply(state, happened, now, actor);
            var row = new EventRow
            {
                CaseId = state.CaseId,
                Sequence = state.Version,
                Kind = CaseEventCodec.KindOf(happened),
                Stage = state.Stage,
                At = now,
                ActorName = actor.Name,
                ActorRole = actor.Role,
                Payload = CaseEventCodec.Store(happened),
            };
            db.Events.Add(row);
            db.Outbox.Add(OutboxMessages.Of(state, row, happened));
            if (CaseProjection.Label(state, happened) is { } label)
            {
                db.Labels.Add(label);
                db.Outbox.Add(OutboxMessages.Of(label, now));
            }
        }

        return _current[state.CaseId] = state;
    }

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        foreach (var (caseId, after) in _current)
        {
            var before = _loaded.GetValueOrDefault(caseId, CaseState.Nothing);
            if (!ReferenceEquals(before, after))
            {
                Project(before, after);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private void Project(CaseState before, CaseState after)
    {
        Put(CaseProjection.Case(after), isNew: before.Version is 0);
        foreach (var evidence in after.Evidence.Where(e => !before.Evidence.Contains(e)))
        {
            Put(CaseProjection.Evidence(after, evidence), isNew: before.Suspicion(evidence.SuspicionId) is null && !_knownEvidence.Contains((after.Scenario, evidence.SuspicionId)));
        }

        foreach (var order in after.WorkOrders.Where(o => !before.WorkOrders.Contains(o)))
        {
            Put(CaseProjection.WorkOrder(after, order), isNew: before.Order(order.WorkOrderId) is null);
        }
    }

    private void Put<TRow>(TRow row, bool isNew)
        where TRow : class => db.Entry(row).State = isNew ? EntityState.Added : EntityState.Modified;
}
