using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Units disagree over whose the case is: it waits for an arbiter.</summary>
public sealed record RaiseDispute(Guid CommandId, string ReasonCode, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "raise_dispute", [CaseRoles.Analyst, CaseRoles.Reviewer, CaseRoles.Leader], c => c.State is { Stage: CaseStage.Returned, InDispute: false });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        return (Check.Identifier("reason_code", ReasonCode ?? "") ?? Check.Note(Note)) is { } wrong
            ? Decision.Refuse(wrong)
            : Decision.Accept(new DisputeRaised(ReasonCode!, Note, context.Due(context.Elements.Limits.Dispatch)));
    }
}
