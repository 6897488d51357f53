using CityOps.Contracts.Events;

namespace CityOps.Casework.Events;

/// <summary>
/// Nobody may be sent for now: the use is registered as lawful, or a visit found nothing lately and nothing independent came since. No clock runs.
/// </summary>
/// <param name="ReasonCode"><c>lawful_use</c> or <c>cool_down</c>.</param>
public sealed record CaseHeld(string ReasonCode, DateTimeOffset Until) : ICaseEvent;

/// <param name="ReasonCode"><c>expired</c>, <c>use_revoked</c> or <c>independent_evidence</c>.</param>
/// <param name="DueAt">When a reviewer's decision is due.</param>
public sealed record HoldEnded(string ReasonCode, DateTimeOffset DueAt) : ICaseEvent;

/// <summary>Whoever was visited objects (异议).</summary>
/// <param name="DueAt">When the written answer is due.</param>
public sealed record ObjectionRaised(string ObjectionId, [property: CaseworkOnly] string Words, DateTimeOffset DueAt) : ICaseEvent;

/// <summary>Somebody uninvolved decided.</summary>
/// <param name="CorrectedOutcome">What the visit is taken to have found, where the objection is upheld.</param>
public sealed record ObjectionDecided(
    string ObjectionId,
    bool Upheld,
    [property: CaseworkOnly] string DecidedBy,
    [property: CaseworkOnly] string Answer,
    Outcome? CorrectedOutcome,
    string? LawfulReason) : ICaseEvent;

/// <summary>The notice to set it right went out (责令改正).</summary>
/// <param name="DueAt">When it is looked at again.</param>
public sealed record RectificationOrdered(string NoticeCode, [property: CaseworkOnly] string? Note, DateTimeOffset DueAt) : ICaseEvent;

/// <summary>Looked at again, from the same angle (复查).</summary>
/// <param name="DueAt">When the penalty file or another notice is due, where it was not set right.</param>
public sealed record Rechecked(
    bool Rectified, [property: CaseworkOnly] string? Note, [property: CaseworkOnly] string EvidenceRefs, DateTimeOffset? DueAt) : ICaseEvent;

/// <summary>Handed on to the penalty file or the court.</summary>
public sealed record PenaltyFiled(string Forum, [property: CaseworkOnly] string FileNumber, [property: CaseworkOnly] string? Note) : ICaseEvent;
