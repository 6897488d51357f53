using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Commands;

/// <summary>
/// A suspicion, or a revision of one, reaches its case: opens it, adds to its evidence, or takes evidence back. The highest revision stands, so a
/// repeated or older one does nothing.
/// </summary>
/// <param name="PreviousCaseId">The subject's case before, where this opens one.</param>
public sealed record RecordSuspicion(Guid CommandId, Suspicion Suspicion, string? PreviousCaseId) : ICaseCommand
{
    public static CommandRule Rule { get; } = new("record_suspicion", [CaseRoles.System], _ => true);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var (state, s) = (context.State, Suspicion);
        var held = state.Suspicion(s.SuspicionId);
        if (s.Revision <= (held?.Revision ?? long.MinValue))
        {
            return Decision.Nothing;
        }

        if (s.State is SuspicionState.Withdrawn)
        {
            return held is null
                ? Decision.Nothing
                : Decision.Accept([new EvidenceWithdrawn(s.SuspicionId, s.Revision), .. Lapse(state)]);
        }

        var added = new EvidenceAdded(
            s.SuspicionId, s.Revision, s.State, s.Score, s.StartedAt.ToUniversalTime(), s.ModelVersion, s.FoundLate,
            EvidenceFacts.Of(s.Evidence), s.Evidence);
        return state switch
        {
            { Stage: CaseStage.None } => Decision.Accept(
                new CaseOpened(
                    CaseId.Of(s.Scenario, s.Subject, s.SuspicionId), s.Scenario, s.Subject, PreviousCaseId,
                    context.Due(context.Elements.Limits.Review)),
                added),
            { Lapsed: true } => Decision.Accept(added, new CaseReopened("evidence_stands_again", null, context.Due(context.Elements.Limits.Review))),
            _ => Decision.Accept(added),
        };
    }

    // Only a case that nobody has touched ends by itself: what a person decided, a person undoes.
    private IEnumerable<ICaseEvent> Lapse(CaseState state) =>
        state.Stage is CaseStage.Detected && state.Evidence.TrueForAll(e => !e.Stands || string.Equals(e.SuspicionId, Suspicion.SuspicionId, StringComparison.Ordinal))
            ? [new CaseLapsed()]
            : [];
}
