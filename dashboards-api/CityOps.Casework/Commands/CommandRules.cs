using CityOps.Casework.Domain;

namespace CityOps.Casework.Commands;

/// <summary>Every rule, so that a case can say what it allows.</summary>
public static class CommandRules
{
    /// <summary>In the order in which a case meets them.</summary>
    public static IReadOnlyList<CommandRule> All { get; } =
    [
        RecordSuspicion.Rule, Triage.Rule, Review.Rule, CreateWorkOrder.Rule, AcceptWorkOrder.Rule, RecordOutcome.Rule, ReturnWorkOrder.Rule,
        Verify.Rule, Close.Rule, Extend.Rule, Suspend.Rule, Resume.Rule, Reopen.Rule,
        Snooze.Rule, UndoDismissal.Rule, MergeInto.Rule, Unmerge.Rule, RequestExtension.Rule, DecideExtension.Rule, CancelWorkOrder.Rule, RaiseDispute.Rule,
        Arbitrate.Rule, OrderRectification.Rule, Recheck.Rule, FilePenalty.Rule, RaiseObjection.Rule, DecideObjection.Rule, Tick.Rule, DispatchByRule.Rule, Hold.Rule, Release.Rule,
    ];

    /// <summary>What a person may do with the case now.</summary>
    public static IEnumerable<CommandRule> Allowed(CaseContext context) =>
        All.Where(rule => !rule.Roles.Contains(CaseRoles.System, StringComparer.Ordinal) && context.State.Stage is not CaseStage.None && rule.Allows(context));
}
