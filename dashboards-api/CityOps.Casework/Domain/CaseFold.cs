using CityOps.Casework.Events;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Domain;

/// <summary>Adds an event to a case's state. Total: it never refuses, since what is in the history has happened.</summary>
public static class CaseFold
{
    /// <param name="at">When it happened, UTC.</param>
    /// <param name="actor">Whose command it came from.</param>
    public static CaseState Apply(CaseState state, ICaseEvent happened, DateTimeOffset at, Actor actor) =>
        Step(state, happened, at, actor) with { Version = state.Version + 1, UpdatedAt = at };

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
            e.SuspicionId, e.Revision, e.State, e.Score, e.StartedAt, e.ModelVersion, e.FoundLate, e.Facts, e.Document)),
        EvidenceWithdrawn e => s.Suspicion(e.SuspicionId) is { } held
            ? With(s, held with { Revision = e.Revision, State = SuspicionState.Withdrawn })
            : s,
        CaseTriaged => s with { Stage = CaseStage.Triaged },
        CaseFiled e => s with { Stage = CaseStage.Filed, FiledBy = e.Reviewer, DueAt = e.DueAt },
        CaseDismissed => Ended(s, CaseStage.Dismissed, at),
        CaseLapsed => Ended(s, CaseStage.Dismissed, at) with { Lapsed = true },
        CaseReopened e => s with { Stage = CaseStage.Reopened, FiledBy = null, OutcomeBy = null, Lapsed = false, ClosedAt = null, DueAt = e.DueAt },
        WorkOrderCreated e => s with
        {
            Stage = CaseStage.Dispatched,
            DueAt = e.DueAt,
            WorkOrders = s.WorkOrders.Add(new(e.WorkOrderId, WorkOrderStatus.Open, e.Inspector, e.Unit, e.Instructions, at, e.DueAt)),
        },
        WorkOrderAccepted e => Ordered(s, e.WorkOrderId, o => o with { Status = WorkOrderStatus.Accepted }) with { Stage = CaseStage.Handling },
        VisitFailed e => Ordered(s, e.WorkOrderId, o => o with
        {
            Status = WorkOrderStatus.Accepted,
            Attempts = e.Attempt,
            Note = e.Note ?? o.Note,
        }) with
        { Stage = CaseStage.Handling },
        OutcomeReported e => Ordered(s, e.WorkOrderId, o => Reported(o, e, at)) with
        {
            Stage = CaseStage.Handling,
            OutcomeBy = actor.Name,
            DueAt = e.DueAt,
        },
        WorkOrderReturned e => Ordered(s, e.WorkOrderId, o => o with { Status = WorkOrderStatus.Returned, Note = e.Note ?? o.Note, FinishedAt = at }) with
        {
            Stage = CaseStage.Returned,
            DueAt = e.DueAt,
        },
        OutcomeVerified => s with { Stage = CaseStage.Verified, OutcomeBy = null, DueAt = null },
        OutcomeRejected e => s with { Stage = CaseStage.Returned, OutcomeBy = null, DueAt = e.DueAt },
        CaseClosed => Ended(s, CaseStage.Closed, at),
        CaseSuspended => s with
        {
            Stage = CaseStage.Suspended,
            StageBeforeSuspension = s.Stage,
            SuspendedAt = at,
            SuspendedDueAt = s.DueAt,
            DueAt = null,
        },
        CaseResumed e => s with { Stage = s.StageBeforeSuspension, StageBeforeSuspension = CaseStage.None, SuspendedAt = null, SuspendedDueAt = null, DueAt = e.DueAt },
        DeadlineExtended e => s with { DueAt = e.DueAt, WorkOrders = s.OpenOrder is { } open ? s.WorkOrders.Replace(open, open with { DueAt = e.DueAt }) : s.WorkOrders },
        _ => throw new InvalidOperationException($"No fold is written for the event {happened.GetType().Name}."),
    };

    private static CaseState With(CaseState s, Evidence evidence) => s with
    {
        Evidence = s.Suspicion(evidence.SuspicionId) is { } held ? s.Evidence.Replace(held, evidence) : s.Evidence.Add(evidence),
    };

    private static CaseState Ended(CaseState s, CaseStage stage, DateTimeOffset at) => s with { Stage = stage, ClosedAt = at, DueAt = null, OutcomeBy = null };

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
        FinishedAt = at,
    };
}
