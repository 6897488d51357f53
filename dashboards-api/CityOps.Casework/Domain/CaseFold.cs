using CityOps.Casework.Events;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Domain;

/// <summary>Adds an event to a case's state. Total: it never refuses, since what is in the history has happened.</summary>
public static class CaseFold
{
    /// <param name="at">When it happened, UTC.</param>
    /// <param name="actor">Whose command it came from.</param>
    public static CaseState Apply(CaseState state, ICaseEvent happened, DateTimeOffset at, Actor actor) =>
        WithClock(state, Involving(Step(state, happened, at, actor), happened, actor), at) with { Version = state.Version + 1, UpdatedAt = at };

    // Another deadline is another clock: nothing has been said about it yet.
    private static CaseState WithClock(CaseState before, CaseState after, DateTimeOffset at) =>
        after.DueAt == before.DueAt ? after : after with { Clock = after.DueAt is { } due ? new CaseClock(at, due) : null };

    private static CaseState Involving(CaseState s, ICaseEvent happened, Actor actor) =>
        actor.Name.Length is 0 || happened is ObjectionRaised or CaseSnoozed || s.Involved.Contains(actor.Name)
            ? s
            : s with { Involved = s.Involved.Add(actor.Name) };

    private static CaseState Step(CaseState s, ICaseEvent happened, DateTimeOffset at, Actor actor) => happened switch
    {
        CaseOpened e => s with
        {
            CaseId = e.CaseId,
            Scenario = e.Scenario,
            Subject = e.Subject,
            PreviousCaseId = e.PreviousCaseId,
            OpenedAt = at,
            Stage = CaseStage.Detected,
            DueAt = e.DueAt,
        },
        EvidenceAdded e => With(s, new Evidence(
            e.SuspicionId, e.Revision, e.State, e.Score, e.StartedAt, e.ModelVersion, e.FoundLate, e.Facts, e.Document, e.Subject)),
        EvidenceWithdrawn e => s.Suspicion(e.SuspicionId) is { } held
            ? With(s, held with { Revision = e.Revision, State = SuspicionState.Withdrawn })
            : s,
        CaseTriaged => s with { Stage = CaseStage.Triaged },
        CaseFiled e => s with { Stage = CaseStage.Filed, FiledBy = e.Reviewer, DueAt = e.DueAt, SnoozedUntil = null },
        CaseDismissed e => Ended(s, CaseStage.Dismissed, at) with { Dismissal = new(e.Reviewer, at, s.Stage, s.DueAt) },
        CaseLapsed => Ended(s, CaseStage.Dismissed, at) with { Lapsed = true },
        CaseReopened e => Reopened(s, e.DueAt) with { Rectification = null },
        WorkOrderCreated e => s with
        {
            Stage = CaseStage.Dispatched,
            DueAt = e.DueAt,
            WorkOrders = s.WorkOrders.Add(new(e.WorkOrderId, WorkOrderStatus.Open, e.Inspector, e.Unit, e.Instructions, at, e.DueAt)
            {
                SecondOfficer = e.SecondOfficer,
                Enforcement = e.Enforcement,
                LeadOrderId = e.LeadOrderId,
                Arbitrated = s.ArbitratedUnit is { } unit && string.Equals(unit, e.Unit, StringComparison.Ordinal),
            }),
            SnoozedUntil = null,
            ExtensionAsked = null,
        },
        WorkOrderAccepted e => Led(s, e.WorkOrderId, CaseStage.Handling, o => o with { Status = WorkOrderStatus.Accepted, Inspector = o.Inspector ?? e.Inspector }),
        AssistanceDone e => Ordered(s, e.WorkOrderId, o => o with { Status = WorkOrderStatus.Done, Note = e.Note ?? o.Note, FinishedAt = at }),
        WorkOrderCancelled e => Given(Ordered(s, e.WorkOrderId, o => o with { Status = WorkOrderStatus.Cancelled, FinishedAt = at }), CaseStage.Returned, e.DueAt),
        VisitFailed e => Led(s, e.WorkOrderId, CaseStage.Handling, o => o with { Status = WorkOrderStatus.Accepted, Attempts = e.Attempt, Note = e.Note ?? o.Note }),
        OutcomeReported e => Ordered(s, e.WorkOrderId, o => Reported(o, e, at)) with
        {
            Stage = CaseStage.Handling,
            OutcomeBy = actor.Name,
            DueAt = e.DueAt,
        },
        WorkOrderReturned e => s.Order(e.WorkOrderId) is { LeadOrderId: not null }
            ? Ordered(s, e.WorkOrderId, o => Returned(o, e, at))
            : Ordered(s, e.WorkOrderId, o => Returned(o, e, at)) with { Stage = CaseStage.Returned, DueAt = e.DueAt, ExtensionAsked = null },
        OutcomeVerified => s with { Stage = CaseStage.Verified, OutcomeBy = null, DueAt = null },
        DisputeRaised e => s with { InDispute = true, DueAt = e.DueAt },
        DisputeArbitrated e => s with { InDispute = false, ArbitratedUnit = e.Unit, DueAt = e.DueAt },
        OutcomeRejected e => s with { Stage = CaseStage.Returned, OutcomeBy = null, DueAt = e.DueAt },
        CaseClosed e => Ended(s, CaseStage.Closed, at) with { LookBackAt = e.LookBackAt },
        CaseSuspended => s with
        {
            Stage = CaseStage.Suspended,
            StageBeforeSuspension = s.Stage,
            SuspendedAt = at,
            SuspendedDueAt = s.DueAt,
            DueAt = null,
        },
        CaseResumed e => s with { Stage = s.StageBeforeSuspension, StageBeforeSuspension = CaseStage.None, SuspendedAt = null, SuspendedDueAt = null, DueAt = e.DueAt },
        DeadlineExtended e => s with { DueAt = e.DueAt, ExtensionAsked = null, WorkOrders = s.OpenOrder is { } open ? s.WorkOrders.Replace(open, open with { DueAt = e.DueAt }) : s.WorkOrders },
        CaseSnoozed e => s with { SnoozedUntil = e.Until },
        DismissalUndone e => s with { Stage = s.Dismissal?.From ?? CaseStage.Triaged, ClosedAt = null, Dismissal = null, DueAt = e.DueAt },
        CaseMerged e => Ended(s, CaseStage.Dismissed, at) with { MergedInto = e.IntoCaseId },
        CaseAbsorbed e => s with { Absorbed = s.Absorbed.Add(e.CaseId) },
        CaseUnmerged e => Reopened(s, e.DueAt) with { MergedInto = null },
        CaseReleased e => s with
        {
            Absorbed = s.Absorbed.RemoveAll(id => string.Equals(id, e.CaseId, StringComparison.Ordinal)),
            Evidence = e.Subject is { } subject ? s.Evidence.RemoveAll(held => held.IsOf(subject)) : s.Evidence,
        },
        ExtensionRequested e => s with { ExtensionAsked = new(e.RequestedBy, e.ReasonCode, e.DueAt) },
        ExtensionRefused => s with { ExtensionAsked = null },
        CaseHeld e => s with { HeldUntil = e.Until, DueAt = null },
        HoldEnded e => s with { HeldUntil = null, DueAt = e.DueAt },
        ObjectionRaised e => s with { Objection = new(e.ObjectionId, e.DueAt, Answered: false, Upheld: false, Overdue: false) },
        ObjectionDecided e => Decided(s, e),
        ObjectionOverdue => s with { Objection = s.Objection is { } open ? open with { Overdue = true } : null },
        RectificationOrdered e => s with { Rectification = new(RectificationStatus.Ordered, e.DueAt), DueAt = e.DueAt },
        Rechecked e => s with
        {
            Rectification = new(e.Rectified ? RectificationStatus.Rectified : RectificationStatus.NotRectified, s.Rectification?.DueAt ?? at),
            DueAt = e.DueAt,
        },
        PenaltyFiled => s with { Rectification = new(RectificationStatus.Penalised, s.Rectification?.DueAt ?? at), DueAt = null },
        DeadlineWarned => Rung(s, c => c with { Warned = true }),
        DeadlineBreached => Rung(s, c => c with { Warned = true, Breached = true }),
        DeadlineReminded e => Rung(s, c => c with { Reminders = e.Count }),
        DeadlineEscalated e => Rung(s, c => c with { Level = e.Level }),
        WorkOrderUnacknowledged e => s with { UnacknowledgedOrder = e.WorkOrderId },
        LookBackDue => s with { LookBackAt = null },
        _ => throw new InvalidOperationException($"No fold is written for the event {happened.GetType().Name}."),
    };

    private static CaseState With(CaseState s, Evidence evidence) => s with
    {
        Evidence = s.Suspicion(evidence.SuspicionId) is { } held ? s.Evidence.Replace(held, evidence) : s.Evidence.Add(evidence),
    };

    private static CaseState Ended(CaseState s, CaseStage stage, DateTimeOffset at) =>
        s with { Stage = stage, ClosedAt = at, DueAt = null, OutcomeBy = null, Dismissal = null, ExtensionAsked = null, HeldUntil = null, SnoozedUntil = null };

    private static CaseState Reopened(CaseState s, DateTimeOffset due) => s with
    {
        Stage = CaseStage.Reopened,
        FiledBy = null,
        OutcomeBy = null,
        Lapsed = false,
        ClosedAt = null,
        Dismissal = null,
        InDispute = false,
        LookBackAt = null,
        DueAt = due,
    };

    private static CaseState Given(CaseState s, CaseStage stage, DateTimeOffset? due) =>
        due is null ? s : s with { Stage = stage, DueAt = due, ExtensionAsked = null };

    // An assisting order says nothing about where the case stands.
    private static CaseState Led(CaseState s, string workOrderId, CaseStage stage, Func<WorkOrder, WorkOrder> change) =>
        s.Order(workOrderId) is { LeadOrderId: not null } ? Ordered(s, workOrderId, change) : Ordered(s, workOrderId, change) with { Stage = stage };

    private static CaseState Rung(CaseState s, Func<CaseClock, CaseClock> change) => s.Clock is { } clock ? s with { Clock = change(clock) } : s;

    private static CaseState Decided(CaseState s, ObjectionDecided e)
    {
        var decided = s with { Objection = s.Objection is { } open ? open with { Answered = true, Upheld = e.Upheld } : null };
        return e.CorrectedOutcome is { } outcome && s.WorkOrders.FindLast(o => o.Outcome is not null) is { } order
            ? WithoutWhatFollowed(Ordered(decided, order.WorkOrderId, o => o with
            {
                Outcome = outcome,
                LawfulReason = e.LawfulReason ?? o.LawfulReason,
                ViolationKind = outcome is Outcome.Confirmed ? o.ViolationKind : null,
            }))
            : decided;
    }

    // Where nothing was wrong after all, nothing is to be set right or looked at again. What went to the penalty file or the court is told there.
    private static CaseState WithoutWhatFollowed(CaseState s) => s.Found is Outcome.Confirmed or Outcome.OtherViolation ? s : s with
    {
        Rectification = s.Rectification is { Status: RectificationStatus.Penalised } ? s.Rectification : null,
        LookBackAt = null,
        DueAt = s.Stage is CaseStage.Verified ? null : s.DueAt,
    };

    private static WorkOrder Returned(WorkOrder order, WorkOrderReturned e, DateTimeOffset at) =>
        order with { Status = WorkOrderStatus.Returned, Note = e.Note ?? order.Note, FinishedAt = at };

    private static CaseState Ordered(CaseState s, string workOrderId, Func<WorkOrder, WorkOrder> change) =>
        s.Order(workOrderId) is { } order ? s with { WorkOrders = s.WorkOrders.Replace(order, change(order)) } : s;

    private static WorkOrder Reported(WorkOrder order, OutcomeReported e, DateTimeOffset at) => order with
    {
        Status = WorkOrderStatus.Done,
        Attempts = order.Attempts + 1,
        Outcome = e.Outcome,
        PeopleFound = e.PeopleFound,
        RoomsUsed = e.RoomsUsed,
        ViolationKind = e.ViolationKind,
        LawfulReason = e.LawfulReason,
        Note = e.Note ?? order.Note,
        Checklist = e.Checklist,
        EvidenceRefs = e.EvidenceRefs,
        FinishedAt = at,
    };
}
