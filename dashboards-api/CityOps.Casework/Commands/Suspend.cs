using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Puts the case aside (挂账): its clock stops.</summary>
/// <param name="ReasonCode">A code, such as <c>court_pending</c>.</param>
public sealed record Suspend(Guid CommandId, string ReasonCode, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "suspend",
        [CaseRoles.Reviewer, CaseRoles.Leader],
        c => c.State.Stage is CaseStage.Filed or CaseStage.Dispatched or CaseStage.Handling or CaseStage.Returned);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context) =>
        (Check.Identifier("reason_code", ReasonCode ?? "") ?? Check.Note(Note)) is { } wrong
            ? Decision.Refuse(wrong)
            : Decision.Accept(new CaseSuspended(ReasonCode!, Note));
}
