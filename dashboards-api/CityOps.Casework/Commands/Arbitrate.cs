using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>The arbiter names the unit whose the case is; its orders may not come back as another's.</summary>
public sealed record Arbitrate(Guid CommandId, string Unit, string Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "arbitrate", [CaseRoles.Leader], c => c.State is { Stage: CaseStage.Returned, InDispute: true });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var wrong = string.IsNullOrEmpty(Unit) ? "unit is empty. Name the unit whose the case is." : Check.Unit("unit", Unit)
            ?? (string.IsNullOrWhiteSpace(Note) ? "note is empty. Say why it is theirs." : Check.Note(Note));
        return wrong is not null
            ? Decision.Refuse(wrong)
            : Decision.Accept(new DisputeArbitrated(Unit, context.Actor.Name, Note, context.Due(context.Elements.Limits.Dispatch)));
    }
}
