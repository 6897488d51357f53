using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Takes a dismissal back, within minutes, by whoever made it.</summary>
public sealed record UndoDismissal(Guid CommandId) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "undo_dismissal", [CaseRoles.Analyst, CaseRoles.Reviewer], Allows);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var dismissal = context.State.Dismissal!;
        return string.Equals(dismissal.By, context.Actor.Name, StringComparison.Ordinal)
            ? Decision.Accept(new DismissalUndone(dismissal.DueAt ?? context.Due(context.Elements.Limits.Review)))
            : Decision.Refuse("Only whoever dismissed the case may undo it; anybody else with the right reopens it.");
    }

    /// <summary>Long enough for a slip of the finger, too short for a change of mind: that is a reopening, with a reason.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private static bool Allows(CaseContext c) => c.State is { Stage: CaseStage.Dismissed, Dismissal: { } dismissal } && c.Now - dismissal.At <= Window;
}
