using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Somebody uninvolved decides an objection, with a written answer; upheld, what the visit is taken to have found is corrected.</summary>
public sealed record DecideObjection(Guid CommandId, bool Upheld, string Answer, CityOps.Contracts.Events.Outcome? CorrectedOutcome, string? LawfulReason) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "decide_objection", [CaseRoles.Reviewer, CaseRoles.Leader], c => c.State.Objection is { Answered: false });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var (state, elements) = (context.State, context.Elements);
        var wrong = state.Involved.Contains(context.Actor.Name) ? $"{context.Actor.Name} acted in this case. Somebody uninvolved has to decide."
            : string.IsNullOrWhiteSpace(Answer) ? "answer is empty. Whoever objected gets a written answer." : Check.Length("answer", Answer, Check.MaxNoteLength);
        wrong ??= Upheld && CorrectedOutcome is { } outcome && (!elements.Outcomes.Contains(outcome) || outcome is CityOps.Contracts.Events.Outcome.NoEntry)
            ? $"corrected_outcome is '{outcome}'. Name what a visit may find." : null;
        wrong ??= Upheld && CorrectedOutcome is { } same && same == state.Found
            ? $"corrected_outcome is '{same}', which is what the visit found. An objection that is upheld changes it; one that changes nothing is not upheld." : null;
        wrong ??= LawfulReason is null ? null : Check.Code("lawful_reason", LawfulReason, elements.LawfulReasons);
        return wrong is not null
            ? Decision.Refuse(wrong)
            : Decision.Accept(new ObjectionDecided(
                state.Objection!.ObjectionId, Upheld, context.Actor.Name, Answer, Upheld ? CorrectedOutcome ?? CityOps.Contracts.Events.Outcome.NotFound : null, Upheld ? LawfulReason : null));
    }
}
