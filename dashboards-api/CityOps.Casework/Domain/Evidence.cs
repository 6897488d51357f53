using CityOps.Contracts.Events;

namespace CityOps.Casework.Domain;

/// <summary>A suspicion as the case holds it: its highest revision.</summary>
/// <param name="OtherSubject">Whose it is where it came for a case that was merged into this one.</param>
public sealed record Evidence(
    string SuspicionId,
    long Revision,
    SuspicionState State,
    double Score,
    DateTimeOffset StartedAt,
    string? ModelVersion,
    bool FoundLate,
    EvidenceFacts Facts,
    string Document,
    string? OtherSubject = null)
{
    public bool Stands => State is not SuspicionState.Withdrawn;

    /// <summary>Whether it came for that subject's case, which was merged into this one.</summary>
    public bool IsOf(string otherSubject) => string.Equals(OtherSubject, otherSubject, StringComparison.Ordinal);
}
