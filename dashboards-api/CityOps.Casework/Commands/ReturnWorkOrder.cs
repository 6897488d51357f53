using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>The order is not theirs to do; it must be dispatched anew.</summary>
/// <param name="ReasonCode">A code, such as <c>wrong_unit</c>.</param>
public sealed record ReturnWorkOrder(Guid CommandId, string WorkOrderId, string ReasonCode, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "return_work_order", [CaseRoles.Inspector], c => c.State is { Stage: CaseStage.Dispatched or CaseStage.Handling, OpenOrder: not null });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var wrong = WorkOrders.NotOpen(context.State, WorkOrderId) ?? Check.Identifier("reason_code", ReasonCode ?? "") ?? Check.Note(Note);
        return wrong is not null
            ? Decision.Refuse(wrong)
            : Decision.Accept(new WorkOrderReturned(WorkOrderId, ReasonCode!, Note, context.Due(context.Elements.Limits.Dispatch)));
    }
}
