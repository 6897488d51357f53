using System.Runtime.ExceptionServices;
using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Events;
using CityOps.Casework.Outbox;
using CityOps.Casework.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Storage;

/// <summary>
/// The cases of one transaction: loads them by folding their events, takes new events, and writes events, projections, labels and outbox at the
/// end, all or nothing.
/// </summary>
internal sealed class CaseSession(CaseworkDb db, DateTimeOffset now, CaseElements elements, WorkCalendar calendar)
{
    private readonly Dictionary<string, CaseState> _loaded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CaseState> _current = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ExceptionDispatchInfo> _unreadable = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset?> _alarms = new(StringComparer.Ordinal);
    private readonly HashSet<(string Scenario, string SuspicionId)> _knownEvidence = [];

    public CaseworkDb Db => db;

    /// <summary>The transaction's instant, UTC, in whole milliseconds.</summary>
    public DateTimeOffset Now => now;

    /// <exception cref="InvalidDataException">Its history does not add up to a case.</exception>
    public async Task<CaseState?> LoadAsync(string caseId, CancellationToken cancellationToken)
    {
        if (!_current.ContainsKey(caseId) && IsReadable(caseId))
        {
            await LoadManyAsync([caseId], cancellationToken);
        }

        _unreadable.GetValueOrDefault(caseId)?.Throw();
        return _current.GetValueOrDefault(caseId);
    }

    public async Task LoadManyAsync(IReadOnlyList<string> caseIds, CancellationToken cancellationToken)
    {
        var rows = await db.Events.AsNoTracking().Where(e => caseIds.Contains(e.CaseId))
            .OrderBy(e => e.CaseId).ThenBy(e => e.Sequence).ToListAsync(cancellationToken);
        foreach (var history in rows.GroupBy(row => row.CaseId, StringComparer.Ordinal))
        {
            try
            {
                _loaded[history.Key] = _current[history.Key] = CaseHistory.Fold(history);
            }
            catch (Exception failure)
            {
                // Whoever asks for this case is told; who asks for the others goes on.
                _unreadable[history.Key] = ExceptionDispatchInfo.Capture(failure);
            }
        }
    }

    /// <summary>Whether what was loaded of a case adds up to a state.</summary>
    public bool IsReadable(string caseId) => !_unreadable.ContainsKey(caseId);

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

        // Here and not at the end of the transaction: whatever is wrong with a case shows where it was touched, and stops nobody else's.
        _alarms[state.CaseId] = AlarmOf(state);
        return _current[state.CaseId] = state;
    }

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        var changed = _current.Values.Select(after => (Before: _loaded.GetValueOrDefault(after.CaseId, CaseState.Nothing), After: after))
            .Where(pair => !ReferenceEquals(pair.Before, pair.After)).ToList();

        // Cases that end go first: a subject's next one may be opened in the same transaction, and it may have one open case only.
        var ended = false;
        foreach (var (before, after) in changed.OrderBy(pair => pair.After.Stage.IsOpen()))
        {
            if (ended && after.Stage.IsOpen())
            {
                await db.SaveChangesAsync(cancellationToken);
                ended = false;
            }

            ended |= !after.Stage.IsOpen();
            Put(CaseProjection.Case(after, _alarms[after.CaseId]), isNew: before.Version is 0);
            foreach (var order in after.WorkOrders.Where(o => !before.WorkOrders.Contains(o)))
            {
                Put(CaseProjection.WorkOrder(after, order), isNew: before.Order(order.WorkOrderId) is null);
            }
        }

        PutEvidence(changed);
        await db.SaveChangesAsync(cancellationToken);
    }

    // A case whose scenario is not installed here rings at its deadline, in a process that knows it.
    private DateTimeOffset? AlarmOf(CaseState state) =>
        elements.TryGet(state.Scenario, out var part) ? CaseAlarms.Next(state, part, calendar) : state.DueAt;

    // A suspicion may have moved from one case to another: its row names the case that saw its highest revision.
    private void PutEvidence(IEnumerable<(CaseState Before, CaseState After)> changed)
    {
        var all = changed.SelectMany(pair => pair.After.Evidence.Where(e => !pair.Before.Evidence.Contains(e)).Select(e => (pair.Before, pair.After, Evidence: e)));
        foreach (var same in all.GroupBy(one => (one.After.Scenario, one.Evidence.SuspicionId)))
        {
            var isNew = !_knownEvidence.Contains(same.Key) && same.All(one => one.Before.Suspicion(one.Evidence.SuspicionId) is null);
            var last = same.MaxBy(one => one.Evidence.Revision);
            Put(CaseProjection.Evidence(last.After, last.Evidence), isNew);
        }
    }

    private void Put<TRow>(TRow row, bool isNew)
        where TRow : class => db.Entry(row).State = isNew ? EntityState.Added : EntityState.Modified;
}
