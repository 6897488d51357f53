using CityOps.Casework.Domain;
using CityOps.Casework.Elements;
using CityOps.Casework.Events;
using CityOps.Casework.Storage;
using CityOps.Casework.Suspicions;

namespace CityOps.Casework.Commands;

/// <summary>
/// Asks the register again when a case comes back to where somebody may be sent: its end wiped the hold, and while it was suspended, or its outcome waited for
/// verification, a use may have been approved.
/// </summary>
internal static class HoldAgain
{
    /// <param name="after">The case after <paramref name="happened"/>.</param>
    public static async Task<CaseState> AskAsync(
        CaseSession session, CaseState after, IReadOnlyList<ICaseEvent> happened, CaseDecider decider, CaseElementsPart part, CancellationToken cancellationToken)
    {
        if (!happened.Any(ComesBack) || await SubjectHolds.OfAsync(session, after, part, cancellationToken) is not { } why || !Holds(why, after, happened))
        {
            return after;
        }

        var decided = decider.Decide(after, new Hold(Guid.Empty, why), Actor.System, session.Now);
        return decided.IsAccepted ? session.Append(after, decided.Value, Actor.System) : after;
    }

    private static bool ComesBack(ICaseEvent happened) => happened is CaseReopened or DismissalUndone or CaseUnmerged or CaseResumed or OutcomeRejected or HoldEnded;

    // A cool-down comes back with a case that it held before, not against a person who takes a case up again with a reason, nor against what the case's own visit found.
    private static bool Holds(SubjectHold why, CaseState after, IReadOnlyList<ICaseEvent> happened) =>
        why.ReasonCode is SubjectHold.LawfulUse
        || (happened.Any(e => e is DismissalUndone or CaseUnmerged) && after.Found is null && !after.Evidence.Exists(e => e.Stands && e.Facts.IsIndependent));
}
