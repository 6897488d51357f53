namespace CityOps.Casework.Events;

public sealed record CaseTriaged([property: CaseworkOnly] string TakenBy) : ICaseEvent;

/// <param name="DueAt">When a work order is due.</param>
public sealed record CaseFiled(
    string ReasonCode,
    [property: CaseworkOnly] string Reviewer,
    [property: CaseworkOnly] string? Note,
    DateTimeOffset DueAt) : ICaseEvent;

/// <summary>A reviewer ended the case at a desk.</summary>
public sealed record CaseDismissed(
    string ReasonCode,
    [property: CaseworkOnly] string Reviewer,
    [property: CaseworkOnly] string? Note) : ICaseEvent;

/// <summary>Nobody had looked yet and all evidence was withdrawn: the case ended by itself.</summary>
public sealed record CaseLapsed : ICaseEvent;

/// <param name="DueAt">When a reviewer's decision is due.</param>
public sealed record CaseReopened(
    string ReasonCode, [property: CaseworkOnly] string? Note, DateTimeOffset DueAt) : ICaseEvent;
