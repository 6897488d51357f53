namespace CityOps.Casework.Events;

/// <summary>Units disagree over whose the case is: an arbiter decides before anybody is sent again.</summary>
public sealed record DisputeRaised(string ReasonCode, [property: CaseworkOnly] string? Note, DateTimeOffset DueAt) : ICaseEvent;

/// <param name="Unit">Whose it is; its orders may not come back as another unit's.</param>
/// <param name="DueAt">When a new work order is due.</param>
public sealed record DisputeArbitrated(
    string Unit, [property: CaseworkOnly] string Arbiter, [property: CaseworkOnly] string? Note, DateTimeOffset DueAt) : ICaseEvent;
