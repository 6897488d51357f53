using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

public enum ReviewDecision
{
    /// <summary>It deserves a visit: the case is filed (立案).</summary>
    Confirm,

    /// <summary>It ends at a desk.</summary>
    Dismiss,
}

/// <summary>A named reviewer who opened the evidence decides, with a reason.</summary>
/// <param name="InBulk">One of many decided at once: a household's case is never (PIPL art. 24).</param>
/// <param name="ReasonCode">One of the scenario's filing reasons, or of its reasons to dismiss.</param>
public sealed record Review(Guid CommandId, ReviewDecision Decision, string ReasonCode, string? Note, bool InBulk = false) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "review", [CaseRoles.Analyst, CaseRoles.Reviewer], Allows);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var (elements, reviewer) = (context.Elements, context.Actor.Name);
        var codes = Decision is ReviewDecision.Confirm ? elements.FilingReasons : elements.DismissReasons;
        if (InBulk && elements.ReviewBeforeDispatch)
        {
            return Commands.Decision.Refuse("A household's case is not decided in bulk: open its evidence and decide it by itself.");
        }

        if (Decision is ReviewDecision.Confirm && context.State.HeldUntil is { } until)
        {
            return Commands.Decision.Refuse(HeldUntil(until));
        }

        if ((Check.Code("reason_code", ReasonCode, codes) ?? Check.Note(Note)) is { } wrong)
        {
            return Commands.Decision.Refuse(wrong);
        }

        ICaseEvent decided = Decision is ReviewDecision.Confirm
            ? new CaseFiled(ReasonCode, reviewer, Note, context.Due(elements.Limits.Dispatch))
            : new CaseDismissed(ReasonCode, reviewer, Note);
        return context.State.Stage is CaseStage.Detected
            ? Commands.Decision.Accept(new CaseTriaged(reviewer), decided)
            : Commands.Decision.Accept(decided);
    }

    private static string HeldUntil(DateTimeOffset until) =>
        $"Nobody may be sent before {until:O}, unless new independent evidence comes: the use is registered as lawful, or a visit found nothing lately.";

    // A filed case that is held since can be ended, and nothing else.
    private static bool Allows(CaseContext c) => c.State.Stage is CaseStage.Detected or CaseStage.Triaged or CaseStage.Reopened
        || c.State is { Stage: CaseStage.Filed or CaseStage.Returned, HeldUntil: not null };
}
