using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>The order is not theirs to do; it must be dispatched anew.</summary>
/// <param name="ReasonCode">One of the scenario's reasons to give an order back, such as <c>wrong_unit</c>.</param>
/// <param name="SuggestedUnit">Whose they think it is; the next order may go there.</param>
public sealed record ReturnWorkOrder(Guid CommandId, string WorkOrderId, string ReasonCode, string? Note, string? SuggestedUnit = null) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "return_work_order", [CaseRoles.Inspector], c => c.State.Stage is CaseStage.Dispatched or CaseStage.Handling && c.State.WorkOrders.Exists(o => o.IsOpen));

    private const string WrongUnit = "wrong_unit";

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        var wrong = WorkOrders.NotOpen(context.State, WorkOrderId) ?? Check.Code("reason_code", ReasonCode, context.Elements.ReturnReasons) ?? Check.Unit("suggested_unit", SuggestedUnit) ?? Check.Note(Note);
        if (wrong is not null)
        {
            return Decision.Refuse(wrong);
        }

        var (order, due) = (context.State.Order(WorkOrderId)!, context.Due(context.Elements.Limits.Dispatch));
        if (WorkOrders.NotTheirs(order, context.Actor) is { } other)
        {
            return Decision.RefuseOwner(other);
        }

        if (order.Arbitrated && ReasonCode is WrongUnit)
        {
            return Decision.Refuse($"An arbiter decided that the case is unit {order.Unit}'s. It can't come back as another's.");
        }

        // Sent the wrong way twice: the units will not agree by themselves.
        var returned = new WorkOrderReturned(WorkOrderId, ReasonCode!, Note, due, SuggestedUnit);
        return order.LeadOrderId is null && ReasonCode is WrongUnit && context.State.WorkOrders.Exists(o => o.Status is WorkOrderStatus.Returned)
            ? Decision.Accept(returned, new DisputeRaised("returned_twice", null, due))
            : Decision.Accept(returned);
    }
}
