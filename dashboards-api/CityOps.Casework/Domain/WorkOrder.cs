using CityOps.Contracts.Events;

namespace CityOps.Casework.Domain;

public enum WorkOrderStatus
{
    /// <summary>Sent; nobody has accepted it or tried.</summary>
    Open,

    /// <summary>Somebody is on it; there may have been attempts without entry.</summary>
    Accepted,

    /// <summary>An outcome was reported.</summary>
    Done,

    /// <summary>It came back: not theirs to do.</summary>
    Returned,
}

/// <summary>Somebody's task to find out (工单).</summary>
public sealed record WorkOrder(
    string WorkOrderId,
    WorkOrderStatus Status,
    string? Inspector,
    string? Unit,
    string? Instructions,
    DateTimeOffset CreatedAt,
    DateTimeOffset DueAt)
{
    /// <summary>Visits so far, those without entry included.</summary>
    public int Attempts { get; init; }

    public Outcome? Outcome { get; init; }

    public long? PeopleFound { get; init; }

    public long? RoomsUsed { get; init; }

    public string? ViolationKind { get; init; }

    public string? LawfulReason { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public bool IsOpen => Status is WorkOrderStatus.Open or WorkOrderStatus.Accepted;
}
