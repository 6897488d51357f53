using CityOps.Contracts.Events;

namespace CityOps.Casework.Storage.Rows;

/// <summary>A label that an event of a case gave, as it is published.</summary>
public sealed class LabelRow
{
    public required string CaseId { get; init; }

    /// <summary>The event's sequence within the case.</summary>
    public required long Sequence { get; init; }

    public required string Scenario { get; init; }

    public required string Subject { get; init; }

    public DateTimeOffset? WindowEnd { get; init; }

    public string? ModelVersion { get; init; }

    public double? SelectionProbability { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Outcome Outcome { get; init; }

    public long? PeopleFound { get; init; }

    public long? RoomsUsed { get; init; }

    public string? ViolationKind { get; init; }

    public string? LawfulReason { get; init; }

    public required FoundBy FoundBy { get; init; }
}
