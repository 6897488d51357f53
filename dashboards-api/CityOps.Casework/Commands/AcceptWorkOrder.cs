using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>The person sent says: I am on it.</summary>
public sealed record AcceptWorkOrder(Guid CommandId, string WorkOrderId) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "accept_work_order", [CaseRoles.Inspector], c => c.State is { Stage: CaseStage.Dispatched or CaseStage.Handling } && c.State.WorkOrders.Exists(o => o.Status is WorkOrderStatus.Open));

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context) =>
        WorkOrders.NotOpen(context.State, WorkOrderId) is { } wrong ? Decision.Refuse(wrong)
        : context.State.Order(WorkOrderId)!.Status is not WorkOrderStatus.Open ? Decision.Refuse($"Work order {WorkOrderId} has been taken up already.")
        : WorkOrders.NotTheirs(context.State.Order(WorkOrderId)!, context.Actor) is { } other ? Decision.RefuseOwner(other)
        : Decision.Accept(new WorkOrderAccepted(WorkOrderId, context.Actor.Name));
}
