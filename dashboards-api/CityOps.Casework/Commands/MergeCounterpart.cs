using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Events;
using CityOps.Casework.Storage;

namespace CityOps.Casework.Commands;

/// <summary>What a merge, or its undoing, means for the other case: both are told in one transaction.</summary>
/// <param name="Other">The case that goes on, or went on.</param>
/// <param name="Happened">What happens there.</param>
/// <param name="Returned">What came for the merged case meanwhile and goes back to it with the un-merging.</param>
internal sealed record MergeCounterpart(CaseState Other, ICaseEvent Happened, IReadOnlyList<EvidenceAdded> Returned)
{
    private const int ShortestNote = 4;

    /// <summary>Null where the events are no merge; a refusal where the other case takes none.</summary>
    public static async Task<(string? Refusal, MergeCounterpart? Counterpart)> FindAsync(
        CaseSession session, CaseState state, CaseElementsPart part, IReadOnlyList<ICaseEvent> events, CancellationToken cancellationToken)
    {
        var merged = events.OfType<CaseMerged>().FirstOrDefault();
        var otherId = merged?.IntoCaseId ?? events.OfType<CaseUnmerged>().FirstOrDefault()?.FromCaseId;
        if (otherId is null)
        {
            return (null, null);
        }

        var other = await session.LoadAsync(otherId, cancellationToken);
        if (other is null || (merged is not null && (!other.Stage.IsOpen() || !string.Equals(other.Scenario, state.Scenario, StringComparison.Ordinal))))
        {
            return ($"into_case_id is '{otherId}'. Name an open case of the scenario {state.Scenario}.", null);
        }

        // It ends what is known about a household: somebody says why, for whoever asks later.
        if (merged is not null && part.SubjectKind is SubjectKind.Dwelling && !string.Equals(other.Subject, state.Subject, StringComparison.Ordinal) && (merged.Note?.Trim().Length ?? 0) < ShortestNote)
        {
            return ($"note is '{merged.Note}'. {otherId} is about another dwelling: say in at least {ShortestNote} characters why both cases tell the same story.", null);
        }

        return (null, merged is not null
            ? new(other, new CaseAbsorbed(state.CaseId), [])
            : new(other, new CaseReleased(state.CaseId, state.Subject), [.. other.Evidence.Where(e => e.IsOf(state.Subject)).Select(Returning)]));
    }

    // In the case it returns to it is the subject's own.
    private static EvidenceAdded Returning(Evidence e) =>
        new(e.SuspicionId, e.Revision, e.State, e.Score, e.StartedAt, e.ModelVersion, e.FoundLate, e.Facts, e.Document);
}
