namespace CityOps.Casework.Events;

/// <summary>Most of a step's time is gone (预警).</summary>
/// <param name="DueAt">The deadline it is about.</param>
public sealed record DeadlineWarned(DateTimeOffset DueAt) : ICaseEvent;

/// <summary>The deadline passed and the step was not done (超期).</summary>
public sealed record DeadlineBreached(DateTimeOffset DueAt) : ICaseEvent;

/// <summary>The step is still not done (催办).</summary>
/// <param name="Count">1, 2, 3 … for this deadline.</param>
public sealed record DeadlineReminded(DateTimeOffset DueAt, int Count) : ICaseEvent;

/// <summary>The delay goes up the chain (督办).</summary>
/// <param name="Level">1, 2, 3 … for this deadline.</param>
/// <param name="Role">Who has to look now.</param>
public sealed record DeadlineEscalated(DateTimeOffset DueAt, int Level, string Role) : ICaseEvent;

/// <summary>Nobody took the order up in time.</summary>
/// <param name="Minutes">How long it has waited.</param>
public sealed record WorkOrderUnacknowledged(string WorkOrderId, int Minutes) : ICaseEvent;

/// <summary>The written answer to an objection is late.</summary>
public sealed record ObjectionOverdue(string ObjectionId) : ICaseEvent;

/// <summary>It is time to look again whether a rectified place stayed so (回头看).</summary>
public sealed record LookBackDue : ICaseEvent;
