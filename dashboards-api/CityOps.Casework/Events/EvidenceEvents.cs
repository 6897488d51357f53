using CityOps.Casework.Domain;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Events;

/// <param name="PreviousCaseId">The subject's case before this one.</param>
/// <param name="DueAt">When a reviewer's decision is due.</param>
public sealed record CaseOpened(
    string CaseId, string Scenario, string Subject, string? PreviousCaseId, DateTimeOffset DueAt) : ICaseEvent;

/// <summary>A suspicion joined the case, or a higher revision of one that is in it.</summary>
/// <param name="Facts">What the case reads in the document.</param>
/// <param name="Document">The JSON object the scenario wrote.</param>
/// <param name="Subject">Whose it is where it came for a case that was merged into this one; null: the case's own subject.</param>
public sealed record EvidenceAdded(
    string SuspicionId,
    long Revision,
    SuspicionState State,
    double Score,
    DateTimeOffset StartedAt,
    string? ModelVersion,
    bool FoundLate,
    EvidenceFacts Facts,
    [property: CaseworkOnly] string Document,
    string? Subject = null) : ICaseEvent;

/// <summary>Whoever raised the suspicion takes it back (a permit arrived late, say): it counts for nothing from here.</summary>
public sealed record EvidenceWithdrawn(string SuspicionId, long Revision) : ICaseEvent;
