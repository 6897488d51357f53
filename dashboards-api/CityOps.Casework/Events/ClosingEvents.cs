namespace CityOps.Casework.Events;

/// <summary>Somebody else than who reported checked the outcome and stands by it.</summary>
public sealed record OutcomeVerified([property: CaseworkOnly] string Verifier, [property: CaseworkOnly] string? Note) : ICaseEvent;

/// <summary>The outcome did not pass: the visit must be made again (返工).</summary>
/// <param name="DueAt">When a new work order is due.</param>
public sealed record OutcomeRejected(
    [property: CaseworkOnly] string Verifier, [property: CaseworkOnly] string? Note, DateTimeOffset DueAt) : ICaseEvent;

/// <param name="Rectified">Closed is not the same as set right.</param>
/// <param name="LookBackAt">When to look again (回头看); null where nothing was wrong.</param>
public sealed record CaseClosed(
    [property: CaseworkOnly] string? Note, bool Rectified = false, DateTimeOffset? LookBackAt = null) : ICaseEvent;
