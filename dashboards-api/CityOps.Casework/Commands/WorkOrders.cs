using CityOps.Casework.Domain;

namespace CityOps.Casework.Commands;

internal static class WorkOrders
{
    /// <summary>Says what is wrong where the order is not the one that is open; else null.</summary>
    public static string? NotOpen(CaseState state, string workOrderId) => state.Order(workOrderId) switch
    {
        null => $"work_order_id is '{workOrderId}'. The case has no such work order; {OpenOne(state)}.",
        { IsOpen: false } => $"Work order {workOrderId} is finished; {OpenOne(state)}.",
        _ => null,
    };

    /// <summary>Whether an order was, or is, somebody's to do: neither given back nor taken back.</summary>
    public static bool Went(WorkOrderStatus status) => status is not (WorkOrderStatus.Returned or WorkOrderStatus.Cancelled);

    private static string OpenOne(CaseState state) => state.OpenOrder is { } open ? $"the open one is {open.WorkOrderId}" : "none is open";

    /// <summary>Says whose the order is where it is not the actor's; an order to a unit alone is whoever takes it.</summary>
    public static string? NotTheirs(WorkOrder order, Actor actor) =>
        order.Inspector is null || string.Equals(order.Inspector, actor.Name, StringComparison.Ordinal) || string.Equals(order.SecondOfficer, actor.Name, StringComparison.Ordinal)
            ? null
            : $"Work order {order.WorkOrderId} is another person's.";
}
