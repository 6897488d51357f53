using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Commands;

/// <summary>What the visit found. After <see cref="Outcome.NoEntry"/> the order stays open for another attempt.</summary>
/// <param name="PeopleFound">0 to 1,000.</param>
/// <param name="RoomsUsed">0 to 100: rooms in which somebody sleeps.</param>
/// <param name="ViolationKind">A code; needed for <see cref="Outcome.OtherViolation"/>.</param>
/// <param name="LawfulReason">One of the scenario's lawful reasons, where that is why nothing was wrong.</param>
/// <param name="Note">Stays in the casework database.</param>
public sealed record RecordOutcome(
    Guid CommandId,
    string WorkOrderId,
    Outcome Outcome,
    long? PeopleFound,
    long? RoomsUsed,
    string? ViolationKind,
    string? LawfulReason,
    string? Note) : ICaseCommand
{
    public static CommandRule Rule { get; } = new(
        "record_outcome", [CaseRoles.Inspector], c => c.State is { Stage: CaseStage.Dispatched or CaseStage.Handling, OpenOrder: not null });

    CommandRule ICaseCommand.Rule => Rule;

    Decision ICaseCommand.Decide(CaseContext context)
    {
        if ((WorkOrders.NotOpen(context.State, WorkOrderId) ?? Wrong(context.Elements)) is { } wrong)
        {
            return Decision.Refuse(wrong);
        }

        return Decision.Accept(Outcome is Outcome.NoEntry
            ? new VisitFailed(WorkOrderId, context.State.Order(WorkOrderId)!.Attempts + 1, Note)
            : new OutcomeReported(
                WorkOrderId, Outcome, PeopleFound, RoomsUsed, ViolationKind, LawfulReason, Note, context.Due(context.Elements.Limits.Verify)));
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
            ?? Check.Identifier("violation_kind", ViolationKind)
            ?? (LawfulReason is null ? null : Check.Code("lawful_reason", LawfulReason, elements.LawfulReasons))
            ?? Check.Note(Note);
    }
}
