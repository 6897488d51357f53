namespace CityOps.Pipelines.ModelLifecycle;

public enum TrainingState
{
    Queued,
    Running,
    Succeeded,

    /// <summary>There was too little to learn from; the reason says what is missing.</summary>
    Refused,
    Failed,
}

/// <summary>One training run, as it stands now.</summary>
/// <param name="StartedBy">A person, <see cref="Schedule"/> or <see cref="Demonstration"/>.</param>
/// <param name="Step">What is being done.</param>
/// <param name="Done">0 to 1.</param>
/// <param name="Version">The version that came of it; the same data give the same one.</param>
/// <param name="Reason">Why it was refused or failed.</param>
/// <param name="ReasonCode">Why it was refused, for pages that say it in another language: <c>too_few_visits</c>, <c>no_learner</c>; null where there is the reason alone.</param>
/// <param name="ReasonFigures">The numbers of the reason, by name.</param>
public sealed record TrainingRun(
    string Id, string Scenario, TrainingState State, string StartedBy, DateTimeOffset QueuedAt, DateTimeOffset UpdatedAt, int Seed, bool AsChallenger, string Step, double Done, string? Version, string? Reason,
    string? ReasonCode = null, IReadOnlyDictionary<string, int>? ReasonFigures = null)
{
    /// <summary>Who started the recurring run.</summary>
    public const string Schedule = "schedule";

    /// <summary>Who trained on the visits that a demonstration makes by itself.</summary>
    public const string Demonstration = "demonstration";

    public bool IsOver => State is TrainingState.Succeeded or TrainingState.Refused or TrainingState.Failed;

    /// <summary>One that waits to be run.</summary>
    public static TrainingRun Queued(string scenario, string by, TrainingOrder order, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now).ToString("N"), scenario, TrainingState.Queued, by, now, now, order.Seed, order.AsChallenger, "queued", 0, null, null);
}
