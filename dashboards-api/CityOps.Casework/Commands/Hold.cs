using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>The subject's use was registered as lawful while a case is open: nobody is sent until that runs out or somebody ends the case. Given by CityOps itself.</summary>
public sealed record Hold(Guid CommandId, SubjectHold Why) : ICaseCommand
{
    // Whoever is on the way already goes and sees; nobody else is sent.
    public static CommandRule Rule { get; } = new(
        "hold", [CaseRoles.System], c => c.State.Stage is CaseStage.Detected or CaseStage.Triaged or CaseStage.Reopened or CaseStage.Filed or CaseStage.Returned);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context) =>
        Why.Until > context.Now && !(context.State.HeldUntil >= Why.Until) ? Decision.Accept(new CaseHeld(Why.ReasonCode, Why.Until)) : Decision.Nothing;
}
