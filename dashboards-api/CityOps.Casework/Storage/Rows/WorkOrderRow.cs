using CityOps.Casework.Domain;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Storage.Rows;

/// <summary>A work order; a projection of its case's events.</summary>
public sealed class WorkOrderRow
{
    public required string WorkOrderId { get; init; }

    public required string CaseId { get; init; }

    public required WorkOrderStatus Status { get; init; }

    public string? Inspector { get; init; }

    public string? Unit { get; init; }

    public string? SecondOfficer { get; init; }

    /// <summary>The lead's order that this one assists.</summary>
    public string? LeadOrderId { get; init; }

    public required string Scenario { get; init; }

    public string? Town { get; init; }

    public string? Kind { get; init; }

    public string? GridCell { get; init; }

    /// <summary>WGS-84 degrees, of an incident on the road; a dwelling has none here.</summary>
    public double? Lon { get; init; }

    public double? Lat { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required int Attempts { get; init; }

    public Outcome? Outcome { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
