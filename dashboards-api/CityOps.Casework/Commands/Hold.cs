using CityOps.Casework.Domain;
using CityOps.Casework.Events;

namespace CityOps.Casework.Commands;

/// <summary>
/// The subject's use was registered as lawful while a case is open: nobody is sent, and who is on the way is called back, until that runs out, is revoked, or
/// somebody ends the case. Given by CityOps itself.
/// </summary>
public sealed record Hold(Guid CommandId, SubjectHold Why) : ICaseCommand
{
    public static CommandRule Rule { get; } = new("hold", [CaseRoles.System], Allows);

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        if (Why.Until <= context.Now || context.State.HeldUntil >= Why.Until)
        {
            return Decision.Nothing;
        }

        var calledBack = context.State.WorkOrders.Where(o => o.IsOpen).OrderBy(o => o.LeadOrderId is null).Select(o => new WorkOrderCancelled(
            o.WorkOrderId, Why.ReasonCode, null, o.LeadOrderId is null ? context.Due(context.Elements.Limits.Dispatch) : null));
        return Decision.Accept([.. calledBack, new CaseHeld(Why.ReasonCode, Why.Until)]);
    }

    // What a visit has reported is for a reviewer to judge, and a suspended case is held when it is resumed.
    private static bool Allows(CaseContext c) => c.State.Stage is CaseStage.Detected or CaseStage.Triaged or CaseStage.Reopened or CaseStage.Filed or CaseStage.Returned
        || (c.State.Stage is CaseStage.Dispatched or CaseStage.Handling && c.State.OutcomeBy is null);
}
