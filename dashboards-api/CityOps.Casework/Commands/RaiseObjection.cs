using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Whoever was visited objects (异议), by the code on the slip that the visit left; a clerk or the 12345 line enters it.</summary>
public sealed record RaiseObjection(Guid CommandId, string Words) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "raise_objection", [CaseRoles.Analyst, CaseRoles.Reviewer, CaseRoles.Inspector], c => c.State.Found is not null && c.State.Objection is null or { Answered: true } && c.State.WorkOrders.Exists(o => o.Outcome is not null));

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var wrong = string.IsNullOrWhiteSpace(Words) ? "words is empty. Write down what the objection says." : Check.Length("words", Words, Check.MaxNoteLength);
        return wrong is not null
            ? Decision.Refuse(wrong)
            : Decision.Accept(new ObjectionRaised($"OBJ-{context.State.CaseId[CaseId.Prefix.Length..]}-{context.State.Version}", Words, context.Due(context.Elements.ObjectionAnswer)));
    }
}
