using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>It was another story after all: the case is a case of its own again and must be reviewed anew.</summary>
public sealed record Unmerge(Guid CommandId, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "unmerge", [CaseRoles.Analyst, CaseRoles.Reviewer], c => c.State.MergedInto is not null);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        return Check.Note(Note) is { } wrong
            ? Decision.Refuse(wrong)
            : Decision.Accept(new CaseUnmerged(context.State.MergedInto!, Note, context.Due(context.Elements.Limits.Review)));
    }
}
