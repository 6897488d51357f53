using CityOps.Contracts.Events;

namespace CityOps.Casework.Events;

/// <param name="DueAt">When the outcome is due.</param>
public sealed record WorkOrderCreated(
    string WorkOrderId,
    [property: CaseworkOnly] string? Inspector,
    string? Unit,
    [property: CaseworkOnly] string? Instructions,
    DateTimeOffset DueAt) : ICaseEvent;

public sealed record WorkOrderAccepted(string WorkOrderId) : ICaseEvent;

/// <summary>Nobody opened, or the place could not be reached: the order stays open for another attempt.</summary>
/// <param name="Attempt">1, 2, 3 … within the order.</param>
public sealed record VisitFailed(string WorkOrderId, int Attempt, [property: CaseworkOnly] string? Note) : ICaseEvent;

/// <summary>A visit found out.</summary>
/// <param name="DueAt">When its verification is due.</param>
public sealed record OutcomeReported(
    string WorkOrderId,
    Outcome Outcome,
    long? PeopleFound,
    long? RoomsUsed,
    string? ViolationKind,
    string? LawfulReason,
    [property: CaseworkOnly] string? Note,
    DateTimeOffset DueAt) : ICaseEvent;

/// <param name="ReasonCode">Such as <c>wrong_unit</c>.</param>
/// <param name="DueAt">When a new work order is due.</param>
public sealed record WorkOrderReturned(
    string WorkOrderId, string ReasonCode, [property: CaseworkOnly] string? Note, DateTimeOffset DueAt) : ICaseEvent;
