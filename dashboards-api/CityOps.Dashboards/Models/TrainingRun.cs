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
internal sealed record TrainingRun(
    string Id, string Scenario, TrainingState State, string StartedBy, DateTimeOffset QueuedAt, DateTimeOffset UpdatedAt, int Seed, bool AsChallenger, string Step, double Done, string? Version, string? Reason)
{
    public bool IsOver => State is TrainingState.Succeeded or TrainingState.Refused or TrainingState.Failed;
}
