using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Commands;

/// <summary>
/// A suspicion, or a revision of one, reaches its case: opens it, adds to its evidence, or takes evidence back. The highest revision stands, so a
/// repeated or older one does nothing.
/// </summary>
/// <param name="Hold">Why nobody may be sent to the subject now; null where nothing speaks against it.</param>
/// <param name="PreviousCaseId">The subject's case before, where this opens one.</param>
public sealed record RecordSuspicion(Guid CommandId, Suspicion Suspicion, string? PreviousCaseId, SubjectHold? Hold = null) : ICaseCommand
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
            EvidenceFacts.Of(s.Evidence), s.Evidence, state.IsAnothers(s.Subject) ? s.Subject : null);
        return state switch
        {
            { Stage: CaseStage.None } => Accept(
                new CaseOpened(
                    CaseId.Of(s.Scenario, s.Subject, s.SuspicionId), s.Scenario, s.Subject, PreviousCaseId,
                    context.Due(context.Elements.Limits.Review)),
                added, Held(added, context)),
            { Lapsed: true } => Accept(added, new CaseReopened("evidence_stands_again", null, context.Due(context.Elements.Limits.Review)), Held(added, context)),
            // It ends a cool-down; a registered use stands until it runs out or is revoked.
            { HeldUntil: not null } when added.Facts.IsIndependent && Hold is not { ReasonCode: SubjectHold.LawfulUse } => Decision.Accept(added, new HoldEnded("independent_evidence", context.Due(context.Elements.Limits.Review))),
            _ => Decision.Accept(added),
        };
    }

    private static Decision Accept(params IReadOnlyList<ICaseEvent?> events) => Decision.Accept([.. events.OfType<ICaseEvent>()]);

    private CaseHeld? Held(EvidenceAdded added, CaseContext context) =>
        Hold is { } hold && hold.Until > context.Now && (hold.ReasonCode is SubjectHold.LawfulUse || !added.Facts.IsIndependent) ? new(hold.ReasonCode, hold.Until) : null;

    // Only a case that nobody has touched ends by itself: what a person decided, a person undoes.
    private IEnumerable<ICaseEvent> Lapse(CaseState state) =>
        state.Stage is CaseStage.Detected && state.Evidence.TrueForAll(e => !e.Stands || string.Equals(e.SuspicionId, Suspicion.SuspicionId, StringComparison.Ordinal))
            ? [new CaseLapsed()]
            : [];
}

/// <summary>Why nobody may be sent to a subject, and until when.</summary>
public sealed record SubjectHold(string ReasonCode, DateTimeOffset Until)
{
    public const string LawfulUse = "lawful_use";
    public const string CoolDown = "cool_down";
}
