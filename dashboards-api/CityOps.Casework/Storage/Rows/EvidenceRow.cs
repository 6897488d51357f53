using CityOps.Contracts.Events;

namespace CityOps.Casework.Storage.Rows;

/// <summary>A suspicion that a case holds, without its document (that is in the event): says which case a revision belongs to.</summary>
public sealed class EvidenceRow
{
    public required string Scenario { get; init; }

    public required string SuspicionId { get; init; }

    public required string CaseId { get; init; }

    public required long Revision { get; init; }

    public required SuspicionState State { get; init; }

    public required double Score { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public string? ModelVersion { get; init; }
}
