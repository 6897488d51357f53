using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Somebody takes the case up (受理).</summary>
public sealed record Triage(Guid CommandId) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "triage", [CaseRoles.Analyst, CaseRoles.Reviewer], c => c.State.Stage is CaseStage.Detected);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context) => Decision.Accept(new CaseTriaged(context.Actor.Name));
}
