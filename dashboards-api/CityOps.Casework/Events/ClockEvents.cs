namespace CityOps.Casework.Events;

public sealed record CaseSuspended(string ReasonCode, [property: CaseworkOnly] string? Note) : ICaseEvent;

/// <param name="DueAt">The deadline, moved by as long as the case was suspended.</param>
public sealed record CaseResumed(DateTimeOffset DueAt) : ICaseEvent;

public sealed record DeadlineExtended(string ReasonCode, [property: CaseworkOnly] string? Note, DateTimeOffset DueAt) : ICaseEvent;
