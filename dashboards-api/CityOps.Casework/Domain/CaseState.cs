using System.Collections.Immutable;
using CityOps.Contracts.Events;

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

    /// <summary>What the deadline has set off so far; null where no clock runs.</summary>
    public CaseClock? Clock { get; init; }

    /// <summary>The order about which "nobody took it up" was said last.</summary>
    public string? UnacknowledgedOrder { get; init; }

    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>The case that goes on in its stead.</summary>
    public string? MergedInto { get; init; }

    /// <summary>The cases that go on in this one.</summary>
    public ImmutableList<string> Absorbed { get; init; } = [];

    /// <summary>What a dismissal that can still be undone ended; null where none can.</summary>
    public Dismissal? Dismissal { get; init; }

    /// <summary>Until when nobody may be sent; null where that is no question.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    public ExtensionRequest? ExtensionAsked { get; init; }

    /// <summary>Units disagree: an arbiter decides first.</summary>
    public bool InDispute { get; init; }

    /// <summary>Whose the case is, by an arbiter.</summary>
    public string? ArbitratedUnit { get; init; }

    public Rectification? Rectification { get; init; }

    public Objection? Objection { get; init; }

    /// <summary>When to look again after the end (回头看).</summary>
    public DateTimeOffset? LookBackAt { get; init; }

    /// <summary>Everybody who decided or reported in this case: none of them may decide an objection.</summary>
    public ImmutableList<string> Involved { get; init; } = [];

    /// <summary>In the order they joined.</summary>
    public ImmutableList<Evidence> Evidence { get; init; } = [];

    public ImmutableList<WorkOrder> WorkOrders { get; init; } = [];

    /// <summary>The evidence that stands with the highest score; of equals the first.</summary>
    public Evidence? Strongest => Evidence.Where(e => e.Stands).MaxBy(e => e.Score);

    public WorkOrder? OpenOrder => WorkOrders.Find(order => order.IsOpen && order.LeadOrderId is null);

    /// <summary>What the last visit found.</summary>
    public Outcome? Found => WorkOrders.FindLast(order => order.Outcome is not null)?.Outcome;

    /// <summary>Whether what comes for this subject came for a case that was merged into this one.</summary>
    public bool IsAnothers(string subject) => Stage is not CaseStage.None && !string.Equals(subject, Subject, StringComparison.Ordinal);

    public Evidence? Suspicion(string suspicionId) =>
        Evidence.Find(e => string.Equals(e.SuspicionId, suspicionId, StringComparison.Ordinal));

    public WorkOrder? Order(string workOrderId) =>
        WorkOrders.Find(o => string.Equals(o.WorkOrderId, workOrderId, StringComparison.Ordinal));
}
