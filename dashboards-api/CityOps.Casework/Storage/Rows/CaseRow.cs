using CityOps.Casework.Domain;

namespace CityOps.Casework.Storage.Rows;

/// <summary>What lists show of a case; a projection of its events.</summary>
public sealed class CaseRow
{
    /// <summary>Stands for "no clock runs", so that deadlines sort alike in every database.</summary>
    public static readonly DateTimeOffset NoClock = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public required string CaseId { get; init; }

    public required string Scenario { get; init; }

    public required string Subject { get; init; }

    public required CaseStage Stage { get; init; }

    public required bool IsOpen { get; init; }

    public string? Town { get; init; }

    public string? Kind { get; init; }

    public required double Score { get; init; }

    public required int EvidenceCount { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When time alone does something next (warns, breaches, escalates, looks back); <see cref="NoClock"/>: never.</summary>
    public required DateTimeOffset NextAlarmAt { get; init; }

    /// <summary>Snoozed or held until then; long ago where it is neither.</summary>
    public required DateTimeOffset HiddenUntil { get; init; }

    public string? GridCell { get; init; }

    /// <summary>Who has the open work order.</summary>
    public string? Assignee { get; init; }

    public string? Unit { get; init; }

    /// <summary>The case that goes on in its stead.</summary>
    public string? MergedInto { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? PreviousCaseId { get; init; }

    public required long Version { get; init; }
}
