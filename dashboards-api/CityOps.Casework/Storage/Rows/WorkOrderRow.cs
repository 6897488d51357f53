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

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required int Attempts { get; init; }

    public Outcome? Outcome { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
