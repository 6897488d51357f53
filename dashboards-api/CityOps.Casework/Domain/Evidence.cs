using CityOps.Contracts.Events;

namespace CityOps.Casework.Domain;

/// <summary>A suspicion as the case holds it: its highest revision.</summary>
public sealed record Evidence(
    string SuspicionId,
    long Revision,
    SuspicionState State,
    double Score,
    DateTimeOffset StartedAt,
    string? ModelVersion,
    bool FoundLate,
    EvidenceFacts Facts,
    string Document)
{
    public bool Stands => State is not SuspicionState.Withdrawn;
}
