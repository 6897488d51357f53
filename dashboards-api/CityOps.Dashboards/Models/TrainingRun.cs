namespace CityOps.Dashboards.Models;

internal enum TrainingState
{
    Queued,
    Running,
    Succeeded,

    /// <summary>There was too little to learn from; the reason says what is missing.</summary>
    Refused,
    Failed,
}

/// <summary>One training run, as it stands now.</summary>
/// <param name="StartedBy">A person, or "schedule".</param>
/// <param name="Step">What is being done.</param>
/// <param name="Done">0 to 1.</param>
/// <param name="Version">The version that came of it; the same data give the same one.</param>
/// <param name="Reason">Why it was refused or failed.</param>
/// <param name="ReasonCode">Why it was refused, for pages that say it in another language: <c>too_few_visits</c>, <c>no_learner</c>; null where there is the reason alone.</param>
/// <param name="ReasonFigures">The numbers of the reason, by name.</param>
internal sealed record TrainingRun(
    string Id, string Scenario, TrainingState State, string StartedBy, DateTimeOffset QueuedAt, DateTimeOffset UpdatedAt, int Seed, bool AsChallenger, string Step, double Done, string? Version, string? Reason,
    string? ReasonCode = null, IReadOnlyDictionary<string, int>? ReasonFigures = null)
{
    public bool IsOver => State is TrainingState.Succeeded or TrainingState.Refused or TrainingState.Failed;
}
