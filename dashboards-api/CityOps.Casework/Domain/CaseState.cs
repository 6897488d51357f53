using System.Collections.Immutable;

namespace CityOps.Casework.Domain;

/// <summary>What the events of a case add up to. <see cref="CaseFold"/> is the only way to one.</summary>
public sealed record CaseState
{
    /// <summary>No case.</summary>
    public static CaseState Nothing { get; } = new();

    public string CaseId { get; init; } = "";

    public string Scenario { get; init; } = "";

    public string Subject { get; init; } = "";

    public string? PreviousCaseId { get; init; }

    /// <summary>How many events there are.</summary>
    public long Version { get; init; }

    public CaseStage Stage { get; init; }

    /// <summary>Where a suspended case goes on.</summary>
    public CaseStage StageBeforeSuspension { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When the current step is due; null where no clock runs.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>The deadline that a suspended case had.</summary>
    public DateTimeOffset? SuspendedDueAt { get; init; }

    /// <summary>Who filed it, since it was opened or reopened last; null where nobody has.</summary>
    public string? FiledBy { get; init; }

    /// <summary>Who reported the outcome that waits for verification; null where none waits.</summary>
    public string? OutcomeBy { get; init; }

    /// <summary>It ended by itself because all evidence was withdrawn; evidence alone may bring it back.</summary>
    public bool Lapsed { get; init; }

    /// <summary>In the order they joined.</summary>
    public ImmutableList<Evidence> Evidence { get; init; } = [];

    public ImmutableList<WorkOrder> WorkOrders { get; init; } = [];

    /// <summary>The evidence that stands with the highest score; of equals the first.</summary>
    public Evidence? Strongest => Evidence.Where(e => e.Stands).MaxBy(e => e.Score);

    public WorkOrder? OpenOrder => WorkOrders.Find(order => order.IsOpen);

    public Evidence? Suspicion(string suspicionId) =>
        Evidence.Find(e => string.Equals(e.SuspicionId, suspicionId, StringComparison.Ordinal));

    public WorkOrder? Order(string workOrderId) =>
        WorkOrders.Find(o => string.Equals(o.WorkOrderId, workOrderId, StringComparison.Ordinal));
}
