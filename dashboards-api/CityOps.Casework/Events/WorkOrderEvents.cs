using CityOps.Contracts.Events;

namespace CityOps.Casework.Events;

/// <param name="DueAt">When the outcome is due.</param>
/// <param name="SecondOfficer">Who goes along: an enforcement step (执法) needs two officers.</param>
/// <param name="LeadOrderId">The lead unit's order (主办) that this one assists (协办).</param>
public sealed record WorkOrderCreated(
    string WorkOrderId,
    [property: CaseworkOnly] string? Inspector,
    string? Unit,
    [property: CaseworkOnly] string? Instructions,
    DateTimeOffset DueAt,
    [property: CaseworkOnly] string? SecondOfficer = null,
    bool Enforcement = false,
    string? LeadOrderId = null) : ICaseEvent;

/// <param name="Inspector">Who took it; an order to a unit is theirs from here.</param>
public sealed record WorkOrderAccepted(string WorkOrderId, [property: CaseworkOnly] string? Inspector = null) : ICaseEvent;

/// <summary>Nobody opened, or the place could not be reached: the order stays open for another attempt.</summary>
/// <param name="Attempt">1, 2, 3 … within the order.</param>
public sealed record VisitFailed(string WorkOrderId, int Attempt, [property: CaseworkOnly] string? Note) : ICaseEvent;

/// <summary>A visit found out.</summary>
/// <param name="DueAt">When its verification is due.</param>
/// <param name="Checklist"><c>code=answer</c>, separated by commas.</param>
/// <param name="EvidenceRefs">References of photos and papers, separated by spaces.</param>
public sealed record OutcomeReported(
    string WorkOrderId,
    Outcome Outcome,
    long? PeopleFound,
    long? RoomsUsed,
    string? ViolationKind,
    string? LawfulReason,
    [property: CaseworkOnly] string? Note,
    DateTimeOffset DueAt,
    string? Checklist = null,
    [property: CaseworkOnly] string? EvidenceRefs = null) : ICaseEvent;

/// <summary>An assisting unit did its part.</summary>
public sealed record AssistanceDone(string WorkOrderId, [property: CaseworkOnly] string? Note) : ICaseEvent;

/// <summary>Whoever sent the order took it back (撤单).</summary>
/// <param name="DueAt">When a new work order is due; null for an assisting order.</param>
public sealed record WorkOrderCancelled(
    string WorkOrderId, string ReasonCode, [property: CaseworkOnly] string? Note, DateTimeOffset? DueAt) : ICaseEvent;

/// <param name="ReasonCode">Such as <c>wrong_unit</c>.</param>
/// <param name="DueAt">When a new work order is due.</param>
public sealed record WorkOrderReturned(
    string WorkOrderId, string ReasonCode, [property: CaseworkOnly] string? Note, DateTimeOffset DueAt, string? SuggestedUnit = null) : ICaseEvent;
