namespace CityOps.Casework.Domain;

/// <summary>A running deadline and what it has set off.</summary>
/// <param name="From">When the step began.</param>
/// <param name="DueAt">When it must be done.</param>
public sealed record CaseClock(DateTimeOffset From, DateTimeOffset DueAt)
{
    public bool Warned { get; init; }

    public bool Breached { get; init; }

    public int Reminders { get; init; }

    public int Level { get; init; }
}

/// <summary>A dismissal as it may be undone: who, when, and from where.</summary>
public sealed record Dismissal(string By, DateTimeOffset At, CaseStage From, DateTimeOffset? DueAt);

public sealed record ExtensionRequest(string By, string ReasonCode, DateTimeOffset DueAt);

public enum RectificationStatus
{
    /// <summary>The notice is out.</summary>
    Ordered,

    /// <summary>Looked at again: it was set right.</summary>
    Rectified,

    /// <summary>Looked at again: it was not.</summary>
    NotRectified,

    /// <summary>With the penalty file or the court.</summary>
    Penalised,
}

/// <param name="DueAt">When it is looked at again.</param>
public sealed record Rectification(RectificationStatus Status, DateTimeOffset DueAt);

/// <param name="Answered">The written answer is there.</param>
public sealed record Objection(string ObjectionId, DateTimeOffset DueAt, bool Answered, bool Upheld, bool Overdue);
