using CityOps.Casework.Domain;
using CityOps.Casework.Storage;
using CityOps.Contracts.Events;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Suspicions;

/// <summary>
/// Where suspicions go: to the case that holds them, else to the subject's open case, else to a new one. Looked up for a whole transaction at once
/// and kept current as cases are written.
/// </summary>
internal sealed class CasePlaces
{
    private readonly Dictionary<(string Scenario, string Suspicion), string> _holder = [];
    private readonly Dictionary<(string Scenario, string Subject), string> _open = [];
    private readonly Dictionary<(string Scenario, string Subject), string> _latest = [];
    private readonly Dictionary<(string Scenario, string Subject), string> _merged = [];
    private readonly HashSet<string> _lapsed = new(StringComparer.Ordinal);

    public static async Task<CasePlaces> FindAsync(CaseSession session, IReadOnlyList<Suspicion> suspicions, CancellationToken cancellationToken)
    {
        var places = new CasePlaces();
        foreach (var ofScenario in suspicions.GroupBy(s => s.Scenario, StringComparer.Ordinal))
        {
            var (scenario, subjects) = (ofScenario.Key, ofScenario.Select(s => s.Subject).Distinct(StringComparer.Ordinal).ToArray());

            // With the scenario, which the key begins with: by the id alone the database would read all evidence there ever was.
            string[] ids = [.. ofScenario.Select(s => s.SuspicionId).Distinct(StringComparer.Ordinal)];
            foreach (var held in await session.Db.Evidence.AsNoTracking().Where(e => e.Scenario == scenario && ids.Contains(e.SuspicionId)).ToListAsync(cancellationToken))
            {
                places._holder[(held.Scenario, held.SuspicionId)] = held.CaseId;
                session.EvidenceKnown(held.Scenario, held.SuspicionId);
            }

            var cases = await session.Db.Cases.AsNoTracking().Where(c => c.Scenario == scenario && subjects.Contains(c.Subject))
                .OrderBy(c => c.OpenedAt).ThenBy(c => c.PreviousCaseId != null).ToListAsync(cancellationToken);
            foreach (var held in cases)
            {
                places._latest[(scenario, held.Subject)] = held.CaseId;
                if (held.MergedInto is { } into && !places._open.ContainsKey((scenario, held.Subject)))
                {
                    places._merged[(scenario, held.Subject)] = into;
                }

                if (held.IsOpen)
                {
                    places._open[(scenario, held.Subject)] = held.CaseId;
                }
            }
        }

        await places.FollowMergesAsync(session, cancellationToken);
        await session.LoadManyAsync([.. places._holder.Values.Concat(places._open.Values).Distinct(StringComparer.Ordinal)], cancellationToken);
        foreach (var caseId in places._holder.Values.Where(session.IsReadable))
        {
            places.Note(caseId, (await session.LoadAsync(caseId, cancellationToken))!);
        }

        return places;
    }

    // What goes on in another case goes on there, as long as that one is open.
    private async Task FollowMergesAsync(CaseSession session, CancellationToken cancellationToken)
    {
        string[] targets = [.. _merged.Values.Distinct(StringComparer.Ordinal)];
        if (targets.Length is 0)
        {
            return;
        }

        var open = await session.Db.Cases.AsNoTracking().Where(c => targets.Contains(c.CaseId) && c.IsOpen).Select(c => c.CaseId).ToListAsync(cancellationToken);
        foreach (var (subject, target) in _merged)
        {
            if (open.Contains(target, StringComparer.Ordinal) && _open.TryAdd(subject, target))
            {
                foreach (var held in _holder.Where(h => string.Equals(h.Key.Scenario, subject.Scenario, StringComparison.Ordinal) && string.Equals(_latest.GetValueOrDefault(subject), h.Value, StringComparison.Ordinal)).ToList())
                {
                    _holder[held.Key] = target;
                }
            }
        }
    }

    /// <summary>The case, or null for a new one.</summary>
    public string? Of(Suspicion suspicion)
    {
        var open = _open.GetValueOrDefault((suspicion.Scenario, suspicion.Subject));
        var holder = _holder.GetValueOrDefault((suspicion.Scenario, suspicion.SuspicionId));

        // A lapsed case is not brought back beside another that is open: its evidence, standing again, joins that one.
        return holder is null || (open is not null && _lapsed.Contains(holder)) ? open : holder;
    }

    public string? LatestOf(Suspicion suspicion) => _latest.GetValueOrDefault((suspicion.Scenario, suspicion.Subject));

    public void Put(Suspicion suspicion, CaseState after)
    {
        var subject = (after.Scenario, after.Subject);
        _holder[(suspicion.Scenario, suspicion.SuspicionId)] = after.CaseId;
        _latest.TryAdd(subject, after.CaseId);
        if (after.Stage.IsOpen())
        {
            _open[subject] = after.CaseId;
            _latest[subject] = after.CaseId;
        }
        else if (string.Equals(_open.GetValueOrDefault(subject), after.CaseId, StringComparison.Ordinal))
        {
            _open.Remove(subject);
        }

        Note(after.CaseId, after);
    }

    private void Note(string caseId, CaseState state)
    {
        if (state.Lapsed)
        {
            _lapsed.Add(caseId);
        }
        else
        {
            _lapsed.Remove(caseId);
        }
    }
}
