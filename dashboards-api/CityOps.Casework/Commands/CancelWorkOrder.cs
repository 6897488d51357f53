using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>Takes an order back (撤单): a lead's order makes the case wait for another, an assisting one just ends.</summary>
public sealed record CancelWorkOrder(Guid CommandId, string WorkOrderId, string ReasonCode, string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "cancel_work_order", [CaseRoles.Analyst, CaseRoles.Reviewer, CaseRoles.Leader], c => c.State.Stage is CaseStage.Dispatched or CaseStage.Handling && c.State.WorkOrders.Exists(o => o.IsOpen));

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var order = context.State.Order(WorkOrderId);
        var wrong = order is not { IsOpen: true } ? $"work_order_id is '{WorkOrderId}'. The case has no open work order of that id."
            : Check.Identifier("reason_code", ReasonCode ?? "") ?? Check.Note(Note);
        return wrong is not null
            ? Decision.Refuse(wrong)
            : Decision.Accept(new WorkOrderCancelled(WorkOrderId, ReasonCode!, Note, order!.LeadOrderId is null ? context.Due(context.Elements.Limits.Dispatch) : null));
    }
}
