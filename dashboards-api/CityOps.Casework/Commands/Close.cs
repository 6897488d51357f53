using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Ends a verified case (结案).</summary>
public sealed record Close(Guid CommandId, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "close", [CaseRoles.Reviewer, CaseRoles.Leader], c => c.State.Stage is CaseStage.Verified);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context) =>
        Check.Note(Note) is { } wrong ? Decision.Refuse(wrong) : Decision.Accept(new CaseClosed(Note));
}
