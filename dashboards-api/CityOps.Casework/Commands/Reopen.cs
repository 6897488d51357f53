using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Takes an ended case up again; it must be reviewed anew before anybody is sent.</summary>
/// <param name="ReasonCode">A code, such as <c>objection_upheld</c> or <c>relapse</c>.</param>
public sealed record Reopen(Guid CommandId, string ReasonCode, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "reopen", [CaseRoles.Reviewer, CaseRoles.Leader], c => c.State is { Stage: CaseStage.Closed or CaseStage.Dismissed, MergedInto: null });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context) =>
        (Check.Identifier("reason_code", ReasonCode ?? "") ?? Check.Note(Note)) is { } wrong
            ? Decision.Refuse(wrong)
            : Decision.Accept(new CaseReopened(ReasonCode!, Note, context.Due(context.Elements.Limits.Review)));
}
