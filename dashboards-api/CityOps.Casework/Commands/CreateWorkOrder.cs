using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Sends somebody (派遣).</summary>
/// <param name="Inspector">The account's name; this or the unit, or both.</param>
/// <param name="Unit">The unit's code.</param>
/// <param name="DueAt">When the outcome is due; null takes the scenario's limit.</param>
public sealed record CreateWorkOrder(Guid CommandId, string? Inspector, string? Unit, DateTimeOffset? DueAt, string? Instructions) : ICaseCommand
{
    public static CommandRule Rule { get; } = new("create_work_order", [CaseRoles.Analyst, CaseRoles.Reviewer, CaseRoles.Leader], Allows);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var wrong = string.IsNullOrWhiteSpace(Inspector) && string.IsNullOrWhiteSpace(Unit)
            ? "inspector and unit are both empty. Name who is sent."
            : Check.Future("due_at", DueAt, context.Now) ?? Check.Length("inspector", Inspector, 128)
                ?? Check.Identifier("unit", Unit) ?? Check.Length("instructions", Instructions, Check.MaxNoteLength);
        if (wrong is not null)
        {
            return Decision.Refuse(wrong);
        }

        var due = DueAt?.ToUniversalTime() ?? context.Due(context.Elements.Limits.Handle);
        var id = CaseId.WorkOrder(context.State.CaseId, context.State.WorkOrders.Count + 1);
        return Decision.Accept(new WorkOrderCreated(id, Inspector, Unit, Instructions, due));
    }

    // A household's case goes out only on what a named reviewer filed since it was opened or reopened last (PIPL art. 24).
    private static bool Allows(CaseContext context) => context.State.Stage switch
    {
        CaseStage.Filed or CaseStage.Returned => !context.Elements.ReviewBeforeDispatch || !string.IsNullOrEmpty(context.State.FiledBy),
        CaseStage.Detected or CaseStage.Triaged or CaseStage.Reopened => !context.Elements.ReviewBeforeDispatch,
        _ => false,
    };
}
