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

    /// <summary>Whoever sent it took it back.</summary>
    Cancelled,
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
    /// <summary>Who goes along; an enforcement step needs two.</summary>
    public string? SecondOfficer { get; init; }

    public bool Enforcement { get; init; }

    /// <summary>The lead unit's order that this one assists; null for a lead's own.</summary>
    public string? LeadOrderId { get; init; }

    /// <summary>The unit was named by an arbiter: it may not say that the case is another's.</summary>
    public bool Arbitrated { get; init; }

    /// <summary><c>code=answer</c>, separated by commas.</summary>
    public string? Checklist { get; init; }

    /// <summary>Separated by spaces.</summary>
    public string? EvidenceRefs { get; init; }

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
