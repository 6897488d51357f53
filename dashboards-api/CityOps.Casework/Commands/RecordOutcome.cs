using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Commands;

/// <summary>What the visit found. After <see cref="Outcome.NoEntry"/> the order stays open for another attempt.</summary>
/// <param name="PeopleFound">0 to 1,000.</param>
/// <param name="RoomsUsed">0 to 100: rooms in which somebody sleeps.</param>
/// <param name="ViolationKind">One of the outcome's codes; needed for <see cref="Outcome.OtherViolation"/>.</param>
/// <param name="LawfulReason">One of the scenario's lawful reasons, where that is why nothing was wrong.</param>
/// <param name="Checklist"><c>code=yes|no|not_applicable</c>, separated by commas.</param>
/// <param name="EvidenceRefs">References of photos and papers, separated by spaces.</param>
/// <param name="Note">Stays in the casework database.</param>
public sealed record RecordOutcome(
    Guid CommandId,
    string WorkOrderId,
    Outcome Outcome,
    long? PeopleFound,
    long? RoomsUsed,
    string? ViolationKind,
    string? LawfulReason,
    string? Note,
    string? Checklist = null,
    string? EvidenceRefs = null) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "record_outcome", [CaseRoles.Inspector], c => c.State.Stage is CaseStage.Dispatched or CaseStage.Handling && c.State.WorkOrders.Exists(o => o.IsOpen));

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        if ((WorkOrders.NotOpen(context.State, WorkOrderId) ?? Wrong(context.Elements)) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        var order = context.State.Order(WorkOrderId)!;
        if (WorkOrders.NotTheirs(order, context.Actor) is { } other)
        {
            return Decision.RefuseOwner(other);
        }

        return Decision.Accept(Outcome is Outcome.NoEntry ? new VisitFailed(WorkOrderId, order.Attempts + 1, Note)
            : order.LeadOrderId is not null ? new AssistanceDone(WorkOrderId, Note)
            : new OutcomeReported(
                WorkOrderId, Outcome, PeopleFound, RoomsUsed, ViolationKind, LawfulReason, Note, context.Due(context.Elements.Limits.Verify), Checklist, EvidenceRefs));
    }

    private string? Wrong(Elements.CaseElementsPart elements)
    {
        if (!elements.Outcomes.Contains(Outcome))
        {
            return $"outcome is '{Outcome}'. One of these is needed: {string.Join(", ", elements.Outcomes)}.";
        }

        if (Outcome is Outcome.OtherViolation && ViolationKind is null)
        {
            return "violation_kind is empty. An other_violation needs the code of what was found.";
        }

        return Check.Range("people_found", PeopleFound, 1_000) ?? Check.Range("rooms_used", RoomsUsed, 100)
            ?? (ViolationKind is null ? null : Check.Code("violation_kind", ViolationKind, elements.OutcomeCodes, Outcome))
            ?? (LawfulReason is null ? null : Check.Code("lawful_reason", LawfulReason, elements.LawfulReasons))
            ?? (Outcome is Outcome.NoEntry ? null : Check.Checklist(Checklist, elements.Checklist))
            ?? Check.References(EvidenceRefs)
            ?? Check.Evidence(EvidenceRefs, Text.Of(Outcome), elements)
            ?? Check.Note(Note);
    }
}
