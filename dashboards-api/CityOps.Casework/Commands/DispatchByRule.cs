using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>A rule of the data sends a unit after a truck's incident. Never where a household is the subject (PIPL art. 24).</summary>
/// <param name="Unit">The unit's code.</param>
public sealed record DispatchByRule(Guid CommandId, string Unit) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "dispatch_by_rule", [CaseRoles.System], c => c.State is { Stage: CaseStage.Detected, HeldUntil: null } && !c.Elements.ReviewBeforeDispatch);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context) => Check.Unit("unit", Unit) is { } wrong
        ? Decision.Refuse(wrong)
        : Decision.Accept(new WorkOrderCreated(CaseId.WorkOrder(context.State.CaseId, context.State.WorkOrders.Count + 1), null, Unit, null, context.Due(context.Elements.Limits.Handle)));
}
