using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>The person sent says: I am on it.</summary>
public sealed record AcceptWorkOrder(Guid CommandId, string WorkOrderId) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "accept_work_order", [CaseRoles.Inspector], c => c.State is { Stage: CaseStage.Dispatched, OpenOrder: not null });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context) =>
        WorkOrders.NotOpen(context.State, WorkOrderId) is { } wrong
            ? Decision.Refuse(wrong)
            : Decision.Accept(new WorkOrderAccepted(WorkOrderId));
}
