using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Another case tells the same story: this one goes on there, and its id leads to it.</summary>
public sealed record MergeInto(Guid CommandId, string IntoCaseId, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "merge", [CaseRoles.Analyst, CaseRoles.Reviewer], c => c.State.Stage is CaseStage.Detected or CaseStage.Triaged or CaseStage.Reopened or CaseStage.Filed or CaseStage.Returned);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var wrong = string.Equals(IntoCaseId, context.State.CaseId, StringComparison.Ordinal)
            ? "into_case_id is the case itself. Name the case that goes on."
            : context.State.Absorbed.Count > 0 ? $"{context.State.CaseId} holds merged cases itself ({string.Join(", ", context.State.Absorbed)}). Merge the other way round." : Check.Note(Note);
        return wrong is not null ? Decision.Refuse(wrong) : Decision.Accept(new CaseMerged(IntoCaseId, Note));
    }
}
