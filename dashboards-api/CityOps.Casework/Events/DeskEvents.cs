namespace CityOps.Casework.Events;

/// <summary>Put out of sight until later; its clock goes on.</summary>
/// <param name="Until">Null brings it back at once.</param>
public sealed record CaseSnoozed(DateTimeOffset? Until) : ICaseEvent;

/// <summary>A dismissal was taken back minutes after it, by whoever made it.</summary>
/// <param name="DueAt">The deadline the case had.</param>
public sealed record DismissalUndone(DateTimeOffset? DueAt) : ICaseEvent;

/// <summary>Another case tells the same story: this one goes on there.</summary>
public sealed record CaseMerged(string IntoCaseId, [property: CaseworkOnly] string? Note) : ICaseEvent;

/// <summary>The counterpart of <see cref="CaseMerged"/> in the case that goes on.</summary>
public sealed record CaseAbsorbed(string CaseId) : ICaseEvent;

/// <summary>It was another story after all.</summary>
/// <param name="DueAt">When a reviewer's decision is due.</param>
public sealed record CaseUnmerged(string FromCaseId, [property: CaseworkOnly] string? Note, DateTimeOffset DueAt) : ICaseEvent;

/// <summary>The counterpart of <see cref="CaseUnmerged"/>.</summary>
/// <param name="Subject">Whose evidence goes back to that case; histories written before it was kept have none.</param>
public sealed record CaseReleased(string CaseId, string? Subject = null) : ICaseEvent;

/// <summary>Whoever is sent asks for more time.</summary>
public sealed record ExtensionRequested(
    string ReasonCode, [property: CaseworkOnly] string? Note, [property: CaseworkOnly] string RequestedBy, DateTimeOffset DueAt) : ICaseEvent;

public sealed record ExtensionRefused([property: CaseworkOnly] string? Note) : ICaseEvent;
