using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Grants the time asked for, or not.</summary>
public sealed record DecideExtension(Guid CommandId, bool Granted, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "decide_extension", [CaseRoles.Reviewer, CaseRoles.Leader], c => c.State is { Stage: CaseStage.Dispatched or CaseStage.Handling, OpenOrder: not null, ExtensionAsked: not null });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var asked = context.State.ExtensionAsked!;
        var wrong = string.Equals(asked.By, context.Actor.Name, StringComparison.Ordinal) ? "Somebody else than who asked has to decide." : Check.Note(Note);
        wrong ??= Granted && Check.NotTooFar("due_at", asked.DueAt, context.Now) is { } far ? $"{far} Refuse the request; an earlier date can be asked for anew." : null;
        return wrong is not null ? Decision.Refuse(wrong)
            : Granted ? Decision.Accept(new DeadlineExtended(asked.ReasonCode, Note, asked.DueAt))
            : Decision.Accept(new ExtensionRefused(Note));
    }
}
