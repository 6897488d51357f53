namespace CityOps.Dashboards.Indicators.Facts;

/// <summary>What indicators count of one case; follows from its events alone.</summary>
public sealed class CaseFactRow
{
    public required string CaseId { get; init; }

    public required string Scenario { get; init; }

    public string? Town { get; init; }

    /// <summary>The unit of its last work order.</summary>
    public string? Unit { get; init; }

    public required string Stage { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>立案: when a reviewer filed it first.</summary>
    public DateTimeOffset? FiledAt { get; init; }

    /// <summary>结案: when it was closed last, where it is closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset? DismissedAt { get; init; }

    /// <summary>Steps that ended after their deadline, over the case's whole life.</summary>
    public required int MissedDeadlines { get; init; }

    /// <summary>The present step's deadline; null where no clock runs.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>A suspicion, when its first revision joined a case.</summary>
public sealed class SuspicionFactRow
{
    public required string CaseId { get; init; }

    /// <summary>The event's sequence within the case.</summary>
    public required long Sequence { get; init; }

    public required string Scenario { get; init; }

    public string? Town { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>A work order (工单).</summary>
public sealed class OrderFactRow
{
    public required string WorkOrderId { get; init; }

    public required string CaseId { get; init; }

    public required string Scenario { get; init; }

    public string? Town { get; init; }

    public string? Unit { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>With extensions and suspensions counted in.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When its outcome was reported.</summary>
    public DateTimeOffset? HandledAt { get; init; }

    /// <summary>When it came back undone.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    public string? ReturnReason { get; init; }

    /// <summary>Its case is suspended (挂账): no clock runs.</summary>
    public required bool Suspended { get; init; }
}

/// <summary>One visit, with or without entry.</summary>
public sealed class VisitFactRow
{
    public required string CaseId { get; init; }

    /// <summary>The event's sequence within the case.</summary>
    public required long Sequence { get; init; }

    public required string WorkOrderId { get; init; }

    public required string Scenario { get; init; }

    /// <summary>The dwelling key or truck id.</summary>
    public required string Subject { get; init; }

    public string? Town { get; init; }

    public string? Unit { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>As reported, or as an upheld objection corrected it.</summary>
    public required string Outcome { get; set; }

    /// <summary>The version whose score raised the case; null where none did.</summary>
    public string? ModelVersion { get; init; }

    public string? FoundBy { get; init; }
}

/// <summary>A check of a reported outcome (核查).</summary>
public sealed class CheckFactRow
{
    public required string CaseId { get; init; }

    public required long Sequence { get; init; }

    public required string Scenario { get; init; }

    public string? Town { get; init; }

    public string? Unit { get; init; }

    public required DateTimeOffset At { get; init; }

    public required bool Passed { get; init; }
}

/// <summary>A stay of a case in one state.</summary>
public sealed class StageSpanRow
{
    public required string CaseId { get; init; }

    /// <summary>The sequence of the event that began it.</summary>
    public required long Sequence { get; init; }

    public required string Scenario { get; init; }

    public string? Town { get; init; }

    public string? Unit { get; init; }

    public required string Stage { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>Null while it lasts.</summary>
    public DateTimeOffset? LeftAt { get; init; }
}

/// <summary>How far a follower of casework's events has come.</summary>
public sealed class FollowedRow
{
    public required string Follower { get; init; }

    /// <summary>The position of the last event it has taken in.</summary>
    public required long Position { get; set; }

    /// <summary>The version of the rules by which it did; another version starts anew.</summary>
    public required int Rules { get; set; }
}
