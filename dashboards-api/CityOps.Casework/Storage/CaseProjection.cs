using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Casework.Storage.Rows;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Storage;

/// <summary>The rows that follow from a case's state, and from nothing else.</summary>
internal static class CaseProjection
{
    /// <param name="nextAlarm">See <see cref="CaseAlarms.Next"/>.</param>
    public static CaseRow Case(CaseState state, DateTimeOffset? nextAlarm) => new()
    {
        CaseId = state.CaseId,
        Scenario = state.Scenario,
        Subject = state.Subject,
        Stage = state.Stage,
        IsOpen = state.Stage.IsOpen(),
        Town = state.Strongest?.Facts.Town,
        Kind = state.Strongest?.Facts.Kind,
        Score = state.Strongest?.Score ?? 0,
        EvidenceCount = state.Evidence.Count(e => e.Stands),
        OpenedAt = state.OpenedAt,
        UpdatedAt = state.UpdatedAt,
        DueAt = state.DueAt ?? CaseRow.NoClock,
        NextAlarmAt = nextAlarm ?? CaseRow.NoClock,
        HiddenUntil = Later(state.SnoozedUntil, state.HeldUntil) ?? DateTimeOffset.UnixEpoch,
        GridCell = state.Strongest?.Facts.GridCell,
        Assignee = state.OpenOrder?.Inspector,
        Unit = state.OpenOrder?.Unit,
        MergedInto = state.MergedInto,
        ClosedAt = state.ClosedAt,
        PreviousCaseId = state.PreviousCaseId,
        Version = state.Version,
    };

    public static EvidenceRow Evidence(CaseState state, Evidence evidence) => new()
    {
        Scenario = state.Scenario,
        SuspicionId = evidence.SuspicionId,
        CaseId = state.CaseId,
        Revision = evidence.Revision,
        State = evidence.State,
        Score = evidence.Score,
        StartedAt = evidence.StartedAt,
        ModelVersion = evidence.ModelVersion,
    };

    public static WorkOrderRow WorkOrder(CaseState state, WorkOrder order) => new()
    {
        WorkOrderId = order.WorkOrderId,
        CaseId = state.CaseId,
        Status = order.Status,
        Inspector = order.Inspector,
        Unit = order.Unit,
        SecondOfficer = order.SecondOfficer,
        LeadOrderId = order.LeadOrderId,
        Scenario = state.Scenario,
        Town = state.Strongest?.Facts.Town,
        Kind = state.Strongest?.Facts.Kind,
        GridCell = state.Strongest?.Facts.GridCell,
        Lon = state.Strongest?.Facts.Lon,
        Lat = state.Strongest?.Facts.Lat,
        CreatedAt = order.CreatedAt,
        DueAt = order.DueAt,
        Attempts = order.Attempts,
        Outcome = order.Outcome,
        FinishedAt = order.FinishedAt,
    };

    /// <summary>The label that an event gives, or null.</summary>
    /// <param name="after">The state after the event.</param>
    public static LabelRow? Label(CaseState after, ICaseEvent happened) => happened switch
    {
        // What an assisting unit met is no word about the subject: the lead's visit is.
        VisitFailed e => after.Order(e.WorkOrderId) is { LeadOrderId: not null } ? null : Label(after, Outcome.NoEntry),
        CaseDismissed => Label(after, Outcome.Dismissed),
        OutcomeReported e => Label(after, e.Outcome, e),
        ObjectionDecided { CorrectedOutcome: { } corrected } e => Corrected(after, corrected, e.LawfulReason),
        _ => null,
    };

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    // What was counted stays; what it is taken to mean is what the objection settled.
    private static LabelRow Corrected(CaseState after, Outcome outcome, string? lawfulReason)
    {
        var order = after.WorkOrders.FindLast(o => o.Outcome is not null);
        return Label(after, outcome, new OutcomeReported(
            order?.WorkOrderId ?? "", outcome, order?.PeopleFound, order?.RoomsUsed, order?.ViolationKind, lawfulReason ?? order?.LawfulReason, null, after.UpdatedAt));
    }

    private static LabelRow Label(CaseState after, Outcome outcome, OutcomeReported? found = null)
    {
        var facts = after.Strongest?.Facts ?? EvidenceFacts.None;
        return new()
        {
            CaseId = after.CaseId,
            Sequence = after.Version,
            Scenario = after.Scenario,
            Subject = after.Subject,
            WindowEnd = facts.WindowEnd,
            ModelVersion = after.Strongest?.ModelVersion,
            SelectionProbability = facts.SelectionProbability,
            At = after.UpdatedAt,
            Outcome = outcome,
            PeopleFound = found?.PeopleFound,
            RoomsUsed = found?.RoomsUsed,
            ViolationKind = found?.ViolationKind,
            LawfulReason = found?.LawfulReason,
            FoundBy = facts.FoundBy,
        };
    }
}
